import { MerkleTree } from '@workcompanion/core/evidence/merkle';
import type { PackageCheckpoints } from '@workcompanion/core/evidence/package-documents';
import type { DeviceId } from '@workcompanion/core/ids';
import { and, asc, between, eq, gt, gte, isNotNull, lte, min, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { checkpoints } from '../schema/checkpoints.ts';
import { journalEntries } from '../schema/journal-entries.ts';
import { readLeaves } from './read-leaves.ts';

/** Two days: a time-stamp that came later than that says little of when. */
const LONGEST_WAY_TO_TIMESTAMP = 48;

export interface ProofsWish {
  /** An earlier checkpoint that the list shall begin with, such as the last one a device had seen. */
  readonly since?: number;
}

/**
 * What shows that these statements are in the checkpoints (`checkpoints.json` of a package): those
 * that are not in one yet have no proof. The list of checkpoints has no hole; it goes on to the first
 * time-stamped one, which by the chain dates all before it. One pass over each hour concerned.
 */
export async function proofsOf(
  db: Db,
  statements: readonly StatementPlace[],
  { since }: ProofsWish = {},
): Promise<PackageCheckpoints> {
  const wanted = await hoursOf(db, await receivedTimes(db, statements));
  const [first, last] = [wanted.at(0), wanted.at(-1)];
  if (!first || !last) return { checkpoints: [], proofs: [], timestamps: [] };
  const proofs: PackageCheckpoints['proofs'] = [];
  for (const hour of wanted) proofs.push(...(await proofsOfHour(db, hour)));
  const start = Math.min(first.number, since ?? first.number);
  return { proofs, ...(await listBetween(db, start, await timestampedFrom(db, last.number))) };
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
    const audit = path.map((digest) => Buffer.from(digest).toString('base64url'));
    return place ? [{ ...place, checkpoint: hour.number, leaf, path: audit }] : [];
  });
}

function placeKey({ device, index }: { readonly device: DeviceId; readonly index: number }) {
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

async function listBetween(db: Db, first: number, last: number) {
  const rows = await db
    .select({
      number: checkpoints.number,
      jws: checkpoints.jws,
      token: checkpoints.timestampToken,
    })
    .from(checkpoints)
    .where(and(gte(checkpoints.number, first), lte(checkpoints.number, last)))
    .orderBy(asc(checkpoints.number));
  return {
    checkpoints: rows.map(({ jws }) => jws),
    timestamps: rows.flatMap(({ number, token }) =>
      token === null ? [] : [{ checkpoint: number, token: token.toString('base64') }],
    ),
  };
}

/** A statement, by its place in a device's journal. */
interface StatementPlace {
  readonly device: DeviceId;
  readonly index: number;
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
