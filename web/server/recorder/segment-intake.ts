import { isResumable } from '@workcompanion/core/storage/hot/attempt-folder';
import { staysWithoutRow } from '@workcompanion/core/storage/hot/hot-store';
import type { Db, Tx } from '@workcompanion/db/client';
import { databaseErrorCode } from '@workcompanion/db/describe-error';
import { preparedQuery } from '@workcompanion/db/prepared-query';
import { SPAN_TOLERANCE } from '@workcompanion/db/queries/add-segment-to-spans';
import { withTransaction } from '@workcompanion/db/transaction';
import { sql } from 'drizzle-orm';
import type { DeviceContext } from '../device-context.ts';
import {
  type AnsweredEntry,
  type EntryOutcome,
  entryRow,
  hasMoreToNote,
  isPlausible,
  MOST_AHEAD,
  restamping,
  type StampedEntry,
  settleEntry,
} from '../journal/append-entry.ts';
import type { ProvenStatement } from '../journal/prove-statement.ts';
import type { SegmentStatement } from './check-segment.ts';
import { assertFiled, assertKeyLasts, filedSegment, type StoredSegment } from './insert-segment.ts';

/** A proved body that lacks its row. */
export interface IncomingSegment extends StoredSegment {
  readonly proven: ProvenStatement<SegmentStatement>;
  /** Gives the bytes their name. */
  readonly publish: () => Promise<void>;
}

interface Waiting {
  readonly ctx: DeviceContext;
  readonly segment: IncomingSegment;
  readonly entry: StampedEntry;
  /** Its row is all that is left to do: one statement takes it. */
  readonly isNamed: boolean;
  /** With the receipt; null: it must be taken by itself. */
  readonly resolve: (receipt: string | null) => void;
  readonly reject: (error: unknown) => void;
}

/** While one waits for the disk, the next is prepared. */
const MOST_AT_ONCE = 2;
/** So many journals are locked at once. */
const MOST_TOGETHER = 32;

/**
 * Takes segments into journals and catalogue. Those that come while others are being committed wait for
 * them, and are committed together: at rest each goes at once. What can't be taken with others, as its
 * device is busy or something about it is wrong, is undone and taken by itself, to its own result.
 *
 * What is small and was just recorded gets its name before its row: then one statement takes the group,
 * and is its own transaction. Until the job that looks for such files comes by, a refused one leaves its
 * file. Of what is older that job might be at work: it gets its name within the transaction.
 */
export class SegmentIntake {
  #waiting: Waiting[] = [];
  #running = 0;

  /** Returns the receipt. Throws what `appendEntry` and `insertSegment` throw. */
  async take(ctx: DeviceContext, segment: IncomingSegment): Promise<string> {
    return restamping(ctx, segment.proven, async (entry) => {
      const isNamed = canBeNamedFirst(ctx, entry, segment);
      if (isNamed) await segment.publish();
      const receipt = await new Promise<string | null>((resolve, reject) => {
        this.#waiting.push({ ctx, segment, entry, isNamed, resolve, reject });
        this.#begin();
      });
      return receipt ?? (await takeAlone(ctx, segment, entry));
    });
  }

  #begin(): void {
    const [first] = this.#waiting;
    if (this.#running === MOST_AT_ONCE || first === undefined) return;
    this.#running += 1;
    const alike = this.#waiting.filter(({ isNamed }) => isNamed === first.isNamed);
    const group = alike.slice(0, MOST_TOGETHER);
    this.#waiting = this.#waiting.filter((each) => !group.includes(each));
    void takeTogether(first.ctx, group).finally(() => {
      this.#running -= 1;
      this.#begin();
    });
  }
}

function canBeNamedFirst(
  ctx: DeviceContext,
  entry: StampedEntry,
  { proven: { statement } }: IncomingSegment,
): boolean {
  return (
    staysWithoutRow(statement.segment) && !isResumable(statement) && !hasMoreToNote(ctx, entry)
  );
}

async function takeTogether(ctx: DeviceContext, group: readonly Waiting[]): Promise<void> {
  const [first] = group;
  try {
    const take = first?.isNamed ? commitNamed : commitTogether;
    const receipts = await take(ctx, group);
    for (const [index, { resolve }] of group.entries()) resolve(receipts[index] ?? null);
  } catch (error) {
    const isOfOne = group.length === 1 && databaseErrorCode(error) !== CANNOT_BE_FILED;
    if (isOfOne) first?.reject(error);
    // One of them is at fault: each finds out by itself.
    else for (const { resolve } of group) resolve(null);
  }
}

/** Null for those that were not taken: each finds out by itself. */
async function commitNamed(
  { db }: DeviceContext,
  group: readonly Waiting[],
): Promise<(string | null)[]> {
  const outcomes = await askToTake(db, group, { canWait: false });
  return group.map(({ entry }, index) =>
    outcomes[index]?.outcome === 'taken' ? entry.receipt : null,
  );
}

/** Null for those whose device is busy: here nobody waits. Fails as a whole where one does. */
function commitTogether(
  { db }: DeviceContext,
  group: readonly Waiting[],
): Promise<(string | null)[]> {
  return withTransaction(db, async (tx) => {
    const outcomes = await askToTake(tx, group, { canWait: false });
    // All have come to their end before the journals are unlocked, whatever becomes of one.
    const settled = await Promise.allSettled(
      group.map(async ({ ctx, segment, entry }, index) => {
        const answer = outcomes[index];
        return answer?.outcome === 'busy' ? null : settle(ctx, tx, { segment, entry, answer });
      }),
    );
    return settled.map((each) => {
      if (each.status === 'rejected') throw each.reason;
      return each.value;
    });
  });
}

function takeAlone(
  ctx: DeviceContext,
  segment: IncomingSegment,
  entry: StampedEntry,
): Promise<string> {
  return withTransaction(ctx.db, async (tx) => {
    const [answer] = await askToTake(tx, [{ segment, entry }], { canWait: true });
    return settle(ctx, tx, { segment, entry, answer });
  });
}

const takeUploads = preparedQuery((db) =>
  db
    .select({ outcome: sql<string>`outcome`, awaited: sql<string | null>`awaited` })
    .from(
      sql`take_uploads(${sql.placeholder('uploads')}, ${sql.placeholder('canWait')}, ${MOST_AHEAD}, ${SPAN_TOLERANCE})`,
    )
    .prepare('take_uploads'),
);

function askToTake(
  db: Db | Tx,
  group: readonly Pick<Waiting, 'segment' | 'entry'>[],
  { canWait }: { readonly canWait: boolean },
): Promise<EntryOutcome[]> {
  const uploads = group.map(({ segment, entry }) => ({
    entry: entryRow(entry),
    isPlausible: isPlausible(entry.proven.statement),
    ...filedSegment(segment.proven.statement, segment),
  }));
  return takeUploads(db).execute({ uploads: JSON.stringify(uploads), canWait });
}

/** SQLSTATE of a group of which one can't be filed. */
const CANNOT_BE_FILED = 'WC002';

const REFUSALS_OF_SEGMENT = ['foreign-device', 'statement-mismatch', 'segment-conflict'];

interface Asked extends AnsweredEntry {
  readonly segment: IncomingSegment;
}

/** Its receipt. What it throws undoes the transaction. */
async function settle(
  ctx: DeviceContext,
  tx: Tx,
  { segment, entry, answer }: Asked,
): Promise<string> {
  const { statement } = segment.proven;
  const refusal = answer?.outcome ?? '';
  if (REFUSALS_OF_SEGMENT.includes(refusal)) assertFiled(statement, refusal);
  const earlier = await settleEntry(ctx, tx, { entry, answer });
  if (earlier !== null) return earlier;
  await assertKeyLasts(tx, statement, segment.now);
  await segment.publish();
  return entry.receipt;
}
