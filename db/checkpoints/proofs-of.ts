import { historyStep } from '@workcompanion/core/evidence/history-step';
import { type Digest, MerkleTree } from '@workcompanion/core/evidence/merkle';
import type {
  CustodyEvent,
  PackageCheckpoints,
} from '@workcompanion/core/evidence/package-documents';
import type { DeviceId } from '@workcompanion/core/ids';
import { and, asc, between, eq, gt, inArray, isNotNull, lte, min, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { checkpoints } from '../schema/checkpoints.ts';
import { journalEntries } from '../schema/journal-entries.ts';
import { proofOfAuditEntry } from './proof-of-audit-entry.ts';
import { readCheckpointHashes, readLeaves } from './read-leaves.ts';

/** Two days: a time-stamp that came later than that says little of when. */
const LONGEST_WAY_TO_TIMESTAMP = 48;

/** A statement, by its place in a device's journal. */
interface StatementPlace {
  readonly device: DeviceId;
  readonly index: number;
}

export interface ProofsWish {
  readonly statements: readonly StatementPlace[];
  /** Numbers of entries of the audit log. */
  readonly auditEntries: readonly number[];
  /** Numbers of checkpoints that devices have seen. */
  readonly seen: readonly number[];
}

export interface Proofs {
  readonly document: PackageCheckpoints;
  /** By the number of the audit entry; those that no checkpoint holds yet have none. */
  readonly custody: ReadonlyMap<number, NonNullable<CustodyEvent['proof']>>;
}

/**
 * What shows that these statements and audit entries are in the checkpoints (`checkpoints.json` of a
 * package): those that are not in one yet have no proof. The list has the checkpoints that are needed,
 * those that were seen, and the first time-stamped one behind, which dates all before it; and between
 * neighbours the proof that they are of one history. One pass over each hour concerned.
 */
export async function proofsOf(db: Db, wish: ProofsWish): Promise<Proofs> {
  const hours = await hoursOf(db, await receivedTimes(db, wish.statements));
  const proofs: PackageCheckpoints['proofs'] = [];
  for (const hour of hours) proofs.push(...(await proofsOfHour(db, hour)));
  const custody = new Map<number, NonNullable<CustodyEvent['proof']>>();
  for (const seq of wish.auditEntries) {
    const proof = await proofOfAuditEntry(db, seq);
    if (proof !== null) custody.set(seq, proof);
  }
  const needed = [
    ...hours.map(({ number }) => number),
    ...[...custody.values()].map(({ checkpoint }) => checkpoint),
  ];
  const stamped = await Promise.all(needed.map((number) => timestampedFrom(db, number)));
  const document = { proofs, ...(await listOf(db, [...needed, ...stamped, ...wish.seen])) };
  return { document, custody };
}

interface Hour {
  readonly number: number;
  readonly from: number;
  readonly to: number;
  readonly places: readonly StatementPlace[];
}

/** The checkpoints that cover them, by number. */
async function hoursOf(db: Db, times: readonly StatementTime[]): Promise<readonly Hour[]> {
  const received = times.map(({ receivedAt }) => receivedAt);
  if (received.length === 0) return [];
  const [earliest, latest] = [received.reduce(lesser), received.reduce(greater)];
  const { number, from, to } = checkpoints;
  const hours = await db
    .select({ number, from, to })
    .from(checkpoints)
    .where(and(gt(to, earliest), lte(from, latest)))
    .orderBy(asc(number));
  return hours
    .map((hour) => ({
      ...hour,
      places: times.filter(({ receivedAt: at }) => at >= hour.from && at < hour.to),
    }))
    .filter(({ places }) => places.length > 0);
}

const lesser = (one: number, other: number) => Math.min(one, other);
const greater = (one: number, other: number) => Math.max(one, other);

async function proofsOfHour(db: Db, hour: Hour): Promise<PackageCheckpoints['proofs']> {
  const wanted = new Set(hour.places.map(placeKey));
  const found: StatementPlace[] = [];
  const tree = new MerkleTree();
  await db.transaction((tx) =>
    readLeaves(tx, hour, ({ device, index, hash }) => {
      const isWanted = wanted.has(placeKey({ device, index }));
      if (isWanted) found.push({ device, index });
      tree.add(hash, isWanted);
    }),
  );
  return tree.paths().flatMap(({ index: leaf, path }, nth) => {
    const place = found[nth];
    return place ? [{ ...place, checkpoint: hour.number, leaf, path: textsOf(path) }] : [];
  });
}

function placeKey({ device, index }: StatementPlace) {
  return `${device}/${index}`;
}

async function timestampedFrom(db: Db, number: number): Promise<number> {
  const [next] = await db
    .select({ number: min(checkpoints.number) })
    .from(checkpoints)
    .where(
      and(
        between(checkpoints.number, number, number + LONGEST_WAY_TO_TIMESTAMP),
        isNotNull(checkpoints.timestampToken),
      ),
    );
  return next?.number ?? number;
}

async function listOf(db: Db, numbers: readonly number[]) {
  if (numbers.length === 0) return { checkpoints: [], history: [], timestamps: [] };
  const rows = await db
    .select({
      number: checkpoints.number,
      jws: checkpoints.jws,
      token: checkpoints.timestampToken,
    })
    .from(checkpoints)
    .where(inArray(checkpoints.number, [...new Set(numbers)]))
    .orderBy(asc(checkpoints.number));
  const hashes = await readCheckpointHashes(db);
  return {
    checkpoints: rows.map(({ jws }) => jws),
    history: rows
      .slice(1)
      .map(({ number }, at) => historyStep(hashes, rows[at]?.number ?? 0, number)),
    timestamps: rows.flatMap(({ number, token }) =>
      token === null ? [] : [{ checkpoint: number, token: token.toString('base64') }],
    ),
  };
}

interface StatementTime extends StatementPlace {
  /** UTC µs. */
  readonly receivedAt: number;
}

/** When each was received. Those that are not held are left out. */
async function receivedTimes(
  db: Db,
  statements: readonly StatementPlace[],
): Promise<readonly StatementTime[]> {
  const times: StatementTime[] = [];
  for (const [device, places] of Map.groupBy(statements, (place) => place.device)) {
    const indices = places.map(({ index }) => index);
    const rows = await db
      .select({ index: journalEntries.index, receivedAt: journalEntries.receivedAt })
      .from(journalEntries)
      .where(
        and(
          eq(journalEntries.deviceId, device),
          sql`${journalEntries.index} = any(${sql.param(indices)}::bigint[])`,
        ),
      );
    times.push(...rows.map((row) => ({ device, ...row })));
  }
  return times;
}

function textsOf(path: readonly Digest[]): string[] {
  return path.map((digest) => Buffer.from(digest).toString('base64url'));
}
