import { signReceipt } from '@workcompanion/core/crypto/server-statements';
import { AppError } from '@workcompanion/core/errors';
import type { Statement } from '@workcompanion/core/protocol/statement';
import { aheadBy, beforeBy, isAbsurd } from '@workcompanion/core/protocol/told-times';
import type { Tx } from '@workcompanion/db/client';
import { databaseErrorCode } from '@workcompanion/db/describe-error';
import { readClosedTo } from '@workcompanion/db/queries/close-journal';
import { clockDoubts } from '@workcompanion/db/schema/clock-doubts';
import { TIME_IS_CLOSED } from '@workcompanion/db/schema/journal-entries';
import { formatUtcMicros } from '@workcompanion/db/schema/utc-micros';
import { withTransaction } from '@workcompanion/db/transaction';
import { sql } from 'drizzle-orm';
import type { DeviceContext } from '../device-context.ts';
import { noteLost } from './effects/note-journal-damage.ts';
import { findReceipt, refusal } from './find-receipt.ts';
import type { ProvenStatement } from './prove-statement.ts';

/** What two displays record in a year without a network, a minute each; its parts overtake each other. */
export const MOST_AHEAD = 1_000_000;
/** An hour is closed minutes after its end: two in a row are no mere slowness. */
const MOST_STAMPS = 3;

/** A proven statement with the time at which it was received, and the receipt that says so. */
export interface StampedEntry {
  readonly proven: ProvenStatement;
  readonly receivedAt: number;
  readonly receipt: string;
}

/** What `append_entry` of the database answers. */
export interface EntryOutcome extends Record<string, unknown> {
  readonly outcome: string;
  readonly awaited: string | null;
}

/**
 * Takes a statement into the device's journal with what follows from it, all or nothing, and returns
 * the signed receipt. The same statement again gets the same receipt and has no effect. Throws
 * `device-revoked`, `journal-fork`, `chain-broken`, `statement-implausible`, or what `effect` throws.
 */
export async function appendEntry(
  ctx: DeviceContext,
  proven: ProvenStatement,
  effect: (tx: Tx) => Promise<void>,
): Promise<string> {
  return restamping(ctx, proven, (entry) =>
    withTransaction(ctx.db, async (tx) => {
      const { rows } = await tx.execute<EntryOutcome>(sql`
        select * from append_entry(
          jsonb_populate_record(null::journal_entries, ${JSON.stringify(entryRow(entry))}::jsonb),
          true, ${isPlausible(proven.statement)}, ${MOST_AHEAD}, null)`);
      const earlier = await settleEntry(ctx, tx, { entry, answer: rows[0] });
      if (earlier === null) await effect(tx);
      return earlier ?? entry.receipt;
    }),
  );
}

/** Stamps a statement for each attempt: its hour may be closed before it is committed. */
export async function restamping(
  ctx: DeviceContext,
  proven: ProvenStatement,
  attempt: (entry: StampedEntry) => Promise<string>,
): Promise<string> {
  let receivedAt = ctx.now();
  for (let stamp = 1; ; stamp += 1) {
    try {
      return await attempt(await stamped(ctx, proven, receivedAt));
    } catch (error) {
      if (databaseErrorCode(error) !== TIME_IS_CLOSED || stamp === MOST_STAMPS) throw error;
      // It took too long, or our clock is slow: its hour has a checkpoint, and it is in a later one.
      receivedAt = Math.max(ctx.now(), await readClosedTo(ctx.db));
    }
  }
}

async function stamped(
  ctx: DeviceContext,
  proven: ProvenStatement,
  receivedAt: number,
): Promise<StampedEntry> {
  const { device, index } = proven.statement;
  const receipt = { v: 1, device, index, statement: proven.hash, receivedAt } as const;
  const signed = await signReceipt(receipt, ctx.keys.signing.privateKey);
  return { proven, receivedAt, receipt: signed };
}

/** As the database's own functions read a row of the journal. */
export function entryRow({ proven, receivedAt, receipt }: StampedEntry) {
  const { jws, hash, statement } = proven;
  return {
    device_id: statement.device,
    index: statement.index,
    recorded_at: formatUtcMicros(statement.at),
    received_at: formatUtcMicros(receivedAt),
    kind: statement.kind,
    hash: hexOf(hash),
    prev: hexOf(statement.prev),
    statement: jws,
    receipt,
  };
}

function hexOf(base64url: string): string {
  return `\\x${Buffer.from(base64url, 'base64url').toString('hex')}`;
}

/** No recorder states it otherwise, however wrong its clock is. */
export function isPlausible(statement: Statement): boolean {
  return !isAbsurd(statement) && (statement.restates?.index ?? -1) < statement.index;
}

/** Whether more than a row of the journal follows from an entry. */
export function hasMoreToNote({ device }: DeviceContext, entry: StampedEntry): boolean {
  const { statement } = entry.proven;
  return (
    statement.restates !== undefined || clockDoubtsOf(statement, timesOf(device, entry)).length > 0
  );
}

function timesOf({ enrolledAt }: DeviceContext['device'], { receivedAt }: StampedEntry) {
  return { enrolledAt, receivedAt };
}

export interface AnsweredEntry {
  readonly entry: StampedEntry;
  readonly answer: EntryOutcome | undefined;
}

/**
 * What else follows from an entry that was taken, in the same transaction; null then. The earlier
 * receipt of one that is known. Throws for one that was refused.
 */
export async function settleEntry(
  { keys, device }: DeviceContext,
  tx: Tx,
  { entry, answer }: AnsweredEntry,
): Promise<string | null> {
  const { statement } = entry.proven;
  if (answer?.outcome === 'known') return findReceipt(tx, entry.proven, keys);
  if (answer?.outcome !== 'taken') throw refusalOf(statement, answer);
  // What the statement says again will never come as it was.
  const { restates } = statement;
  if (restates !== undefined) {
    await noteLost(tx, statement.device, [{ first: restates.index, last: restates.index }]);
  }
  await noteClockDoubt(tx, statement, timesOf(device, entry));
  return null;
}

function refusalOf(statement: Statement, answer: EntryOutcome | undefined): AppError {
  switch (answer?.outcome) {
    case 'fork':
      return refusal('journal-fork', statement, 'another statement stands at this index');
    case 'follows-another':
      return refusal('chain-broken', statement, 'it does not follow the entry before it');
    case 'is-not-followed':
      return refusal('chain-broken', statement, 'the entry after it follows another one');
    case 'lost':
      return refusal('chain-broken', statement, 'the device stated it as lost');
    case 'implausible':
      return isAbsurd(statement)
        ? refusal('statement-implausible', statement, 'it tells times that no clock shows')
        : refusal(
            'statement-implausible',
            statement,
            `entries from ${answer.awaited} on are awaited`,
          );
    case 'revoked':
      return new AppError(
        'device-revoked',
        `Device ${statement.device} was revoked by an administrator.`,
      );
    default:
      return new AppError('internal', `The journal answered ${answer?.outcome ?? 'nothing'}.`);
  }
}

interface OurTimes {
  readonly enrolledAt: number;
  readonly receivedAt: number;
}

function clockDoubtsOf(statement: Statement, { enrolledAt, receivedAt }: OurTimes) {
  const doubts = [
    { kind: 'before-enrolment' as const, most: beforeBy(statement, enrolledAt) },
    { kind: 'in-the-future' as const, most: aheadBy(statement, receivedAt) },
  ];
  return doubts.filter(({ most }) => most > 0);
}

/**
 * A computer with a wrong clock records all the same, so its entries are taken; that its times can't
 * be true is written down beside them.
 */
async function noteClockDoubt(tx: Tx, statement: Statement, times: OurTimes): Promise<void> {
  for (const { kind, most } of clockDoubtsOf(statement, times)) {
    const { device: deviceId, index } = statement;
    const { entries, lastIndex, most: known } = clockDoubts;
    await tx
      .insert(clockDoubts)
      .values({
        deviceId,
        kind,
        entries: 1,
        firstIndex: index,
        lastIndex: index,
        most,
        receivedAt: times.receivedAt,
      })
      .onConflictDoUpdate({
        target: [clockDoubts.deviceId, clockDoubts.kind],
        set: {
          entries: sql`${entries} + 1`,
          lastIndex: sql`greatest(${lastIndex}, excluded.last_index)`,
          most: sql`greatest(${known}, excluded.most)`,
          receivedAt: times.receivedAt,
        },
      });
  }
}
