import type { Tx } from '@workcompanion/db/client';
import { SPAN_TOLERANCE } from '@workcompanion/db/queries/add-segment-to-spans';
import { withTransaction } from '@workcompanion/db/transaction';
import { sql } from 'drizzle-orm';
import type { DeviceContext } from '../device-context.ts';
import {
  type EntryOutcome,
  entryRow,
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
  /** Gives the bytes their name, in the transaction that has inserted the row. */
  readonly publish: () => Promise<void>;
}

interface Waiting {
  readonly ctx: DeviceContext;
  readonly segment: IncomingSegment;
  readonly entry: StampedEntry;
  /** With the receipt; null: it must be taken by itself. */
  readonly resolve: (receipt: string | null) => void;
  readonly reject: (error: unknown) => void;
}

/** While one waits for the disk, the next is prepared. */
const MOST_AT_ONCE = 2;
/** So many files get their names while the journals of their devices are locked. */
const MOST_TOGETHER = 32;

/**
 * Takes segments into journals and catalogue. Those that come while others are being committed wait for
 * them, and are committed together: at rest each goes at once. What can't be taken with others, as its
 * device is busy or something about it is wrong, is undone and taken by itself, to its own result.
 */
export class SegmentIntake {
  #waiting: Waiting[] = [];
  #running = 0;

  /** Returns the receipt. Throws what `appendEntry` and `insertSegment` throw. */
  async take(ctx: DeviceContext, segment: IncomingSegment): Promise<string> {
    return restamping(ctx, segment.proven, async (entry) => {
      const receipt = await new Promise<string | null>((resolve, reject) => {
        this.#waiting.push({ ctx, segment, entry, resolve, reject });
        this.#begin();
      });
      return receipt ?? (await takeAlone(ctx, segment, entry));
    });
  }

  #begin(): void {
    if (this.#running === MOST_AT_ONCE || this.#waiting.length === 0) return;
    this.#running += 1;
    const group = this.#waiting.splice(0, MOST_TOGETHER);
    void takeTogether(group).finally(() => {
      this.#running -= 1;
      this.#begin();
    });
  }
}

async function takeTogether(group: readonly Waiting[]): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  try {
    const receipts = await commitTogether(first.ctx, group);
    for (const [index, { resolve }] of group.entries()) resolve(receipts[index] ?? null);
  } catch (error) {
    if (group.length === 1) first.reject(error);
    // One of them is at fault: each finds out by itself.
    else for (const { resolve } of group) resolve(null);
  }
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

async function askToTake(
  tx: Tx,
  group: readonly Pick<Waiting, 'segment' | 'entry'>[],
  { canWait }: { readonly canWait: boolean },
): Promise<EntryOutcome[]> {
  const uploads = group.map(({ segment, entry }) => ({
    entry: entryRow(entry),
    isPlausible: isPlausible(entry.proven.statement),
    ...filedSegment(segment.proven.statement, segment),
  }));
  const { rows } = await tx.execute<EntryOutcome>(sql`
    select * from take_uploads(
      ${JSON.stringify(uploads)}::jsonb, ${canWait}, ${MOST_AHEAD}, ${SPAN_TOLERANCE})`);
  return rows;
}

const REFUSALS_OF_SEGMENT = ['foreign-device', 'statement-mismatch', 'segment-conflict'];

interface Asked {
  readonly segment: IncomingSegment;
  readonly entry: StampedEntry;
  readonly answer: EntryOutcome | undefined;
}

/** Its receipt. What it throws undoes the transaction. */
async function settle(
  { keys }: DeviceContext,
  tx: Tx,
  { segment, entry, answer }: Asked,
): Promise<string> {
  const { statement } = segment.proven;
  const refusal = answer?.outcome ?? '';
  if (REFUSALS_OF_SEGMENT.includes(refusal)) assertFiled(statement, refusal);
  const earlier = await settleEntry({ keys, tx }, entry, answer);
  if (earlier !== null) return earlier;
  await assertKeyLasts(tx, statement, segment.now);
  await segment.publish();
  return entry.receipt;
}
