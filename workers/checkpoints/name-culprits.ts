import { verifiedByOneOf } from '@workcompanion/core/crypto/compact-jws';
import { verifyReceipt } from '@workcompanion/core/crypto/server-statements';
import { statementHash, verifyStatement } from '@workcompanion/core/crypto/statement';
import { statementLeaf } from '@workcompanion/core/evidence/checkpoint-leaves';
import { MerkleTree } from '@workcompanion/core/evidence/merkle';
import type { DeviceId } from '@workcompanion/core/ids';
import type { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import type { CheckpointRow } from '@workcompanion/db/checkpoints/make-checkpoint';
import { type LeafStretch, readLeaves } from '@workcompanion/db/checkpoints/read-leaves';
import type { Db } from '@workcompanion/db/client';
import type { EntryTexts } from '@workcompanion/db/journal/pack-format';
import { findJournalTexts, type JournalPlaces } from '@workcompanion/db/journal/read-journal-texts';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { devices } from '@workcompanion/db/schema/devices';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { and, asc, eq, gt, gte, lt, or, sql } from 'drizzle-orm';

const PAGE = 500;
/** More names than that help nobody. */
const MOST_NAMED = 50;

interface EntryPlace {
  readonly device: DeviceId;
  readonly index: number;
}

export interface Culprit extends EntryPlace {
  readonly kind: 'entry-altered' | 'entry-missing';
}

/**
 * Which entries make an hour differ from its checkpoint, as far as they give themselves away: those
 * that are not what their device signed or their receipt says, and holes in journals that had none.
 */
export async function nameCulprits(
  places: JournalPlaces,
  hour: LeafStretch,
  serverKeys: readonly Ed25519Jwk[],
): Promise<readonly Culprit[]> {
  const { db } = places;
  const named = [...(await missingEntries(db))];
  let last: EntryRow | undefined;
  do {
    const page = await entriesAfter(db, hour, last);
    const texts = await findJournalTexts(places, page);
    for (const [at, entry] of page.entries()) {
      if (named.length >= MOST_NAMED) return named;
      if (await isGenuine(entry, texts[at] ?? null, serverKeys)) continue;
      named.push({ kind: 'entry-altered', device: entry.device, index: entry.index });
    }
    last = page.length < PAGE ? undefined : page.at(-1);
  } while (last !== undefined);
  return named;
}

type EntryRow = Awaited<ReturnType<typeof entriesAfter>>[number];

/** By device and index, which is how the table's own index has them. */
async function entriesAfter(db: Db, { from, to }: LeafStretch, last?: EntryPlace) {
  const { deviceId, index, receivedAt } = journalEntries;
  const isLater =
    last && or(gt(deviceId, last.device), and(eq(deviceId, last.device), gt(index, last.index)));
  return await db
    .select({
      device: deviceId,
      index,
      receivedAt,
      hash: journalEntries.hash,
      prev: journalEntries.prev,
      statement: journalEntries.statement,
      receipt: journalEntries.receipt,
      packId: journalEntries.packId,
      leaf: journalEntries.leaf,
      publicKey: devices.publicKey,
    })
    .from(journalEntries)
    .innerJoin(devices, eq(devices.id, deviceId))
    .where(and(gte(receivedAt, from), lt(receivedAt, to), isLater))
    .orderBy(asc(deviceId), asc(index))
    .limit(PAGE);
}

async function isGenuine(
  entry: EntryRow,
  texts: EntryTexts | null,
  serverKeys: readonly Ed25519Jwk[],
): Promise<boolean> {
  if (texts === null) return false;
  const { device, index, receivedAt } = entry;
  const hash = statementHash(texts.statement);
  const verified = await verifiedByOneOf([entry.publicKey], (key) =>
    verifyStatement(texts.statement, key),
  );
  const statement = verified?.value ?? null;
  if (statement === null || statement.device !== device || statement.index !== index) return false;
  if (entry.hash.toString('base64url') !== hash) return false;
  if (entry.leaf !== null && !entry.leaf.equals(statementLeaf(texts))) return false;
  if (entry.prev.toString('base64url') !== statement.prev) return false;
  const receipt = await verifiedByOneOf(serverKeys, (key) => verifyReceipt(texts.receipt, key));
  return (
    receipt !== null &&
    receipt.value.device === device &&
    receipt.value.index === index &&
    receipt.value.statement === hash &&
    receipt.value.receivedAt === receivedAt
  );
}

/** The first entry of each hole below what was received already. Walks all journals. */
async function missingEntries(db: Db): Promise<readonly Culprit[]> {
  const { rows } = await db.execute<{ device: DeviceId; index: string }>(sql`
    select d.device_id as device, missing as index
    from (
      select device_id, index + 1 as missing,
        lead(index) over (partition by device_id order by index) as next
      from ${journalEntries}
      union all
      select id, 0, (select min(index) from ${journalEntries} where device_id = id)
      from ${devices}
    ) held
    join ${deviceStates} d using (device_id)
    where next is distinct from missing and missing < d.journal_next
      and not d.journal_lost @> missing
    order by d.device_id, missing
    limit ${MOST_NAMED}`);
  return rows.map(({ device, index }) => ({
    kind: 'entry-missing' as const,
    device,
    index: Number(index),
  }));
}

/** Whether the statements that are kept of the hour are those that the checkpoint commits to. */
export async function isAsCommitted(db: Db, checkpoint: CheckpointRow): Promise<boolean> {
  const tree = new MerkleTree();
  await db.transaction((tx) => readLeaves(tx, checkpoint, ({ hash }) => tree.add(hash)));
  return tree.size === checkpoint.statements && checkpoint.root.equals(tree.root());
}
