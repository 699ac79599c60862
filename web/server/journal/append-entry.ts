import { signReceipt } from '@workcompanion/core/crypto/server-statements';
import { AppError } from '@workcompanion/core/errors';
import type { Statement } from '@workcompanion/core/protocol/statement';
import { isAbsurd } from '@workcompanion/core/protocol/told-times';
import type { Tx } from '@workcompanion/db/client';
import { databaseErrorCode } from '@workcompanion/db/describe-error';
import { readClosedTo } from '@workcompanion/db/queries/close-journal';
import { devices } from '@workcompanion/db/schema/devices';
import { TIME_IS_CLOSED } from '@workcompanion/db/schema/journal-closing';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq, sql } from 'drizzle-orm';
import type { DeviceContext } from '../device-context.ts';
import { advanceJournal, type JournalReach } from './advance-journal.ts';
import { noteClockDoubt } from './effects/note-clock-doubt.ts';
import { noteLost } from './effects/note-journal-damage.ts';
import { findReceipt, refusal } from './find-receipt.ts';
import type { ProvenStatement } from './prove-statement.ts';

/** What two displays record in a year without a network, a minute each; its parts overtake each other. */
const MOST_AHEAD = 1_000_000;
/** An hour is closed minutes after its end: two in a row are no mere slowness. */
const MOST_STAMPS = 3;

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
  let receivedAt = ctx.now();
  for (let stamp = 1; ; stamp += 1) {
    try {
      return await appendAt(receivedAt, ctx, { proven, effect });
    } catch (error) {
      if (databaseErrorCode(error) !== TIME_IS_CLOSED || stamp === MOST_STAMPS) throw error;
      // It took too long, or our clock is slow: its hour has a checkpoint, and it is in a later one.
      receivedAt = Math.max(ctx.now(), await readClosedTo(ctx.db));
    }
  }
}

interface NewEntry {
  readonly proven: ProvenStatement;
  readonly effect: (tx: Tx) => Promise<void>;
}

async function appendAt(
  receivedAt: number,
  ctx: DeviceContext,
  { proven, effect }: NewEntry,
): Promise<string> {
  const receipt = await signReceipt(
    {
      v: 1,
      device: ctx.device.id,
      index: proven.statement.index,
      statement: proven.hash,
      receivedAt,
    },
    ctx.keys.signing.privateKey,
  );
  return withTransaction(ctx.db, async (tx) => {
    const { isLost, enrolledAt, ...reach } = await lockJournal(tx, ctx, proven.statement.index);
    const earlier = await findReceipt(tx, proven, ctx.keys);
    if (earlier !== null) return earlier;
    assertPlausible(proven.statement, reach);
    if (isLost) throw refusal('chain-broken', proven.statement, 'the device stated it as lost');
    const { next, end } = await advanceJournal(tx, proven.statement, reach);
    await insertEntry(tx, proven, { receipt, receivedAt, next, end });
    await noteSuperseded(tx, proven.statement);
    await noteClockDoubt(tx, proven.statement, { enrolledAt, receivedAt });
    await effect(tx);
    return receipt;
  });
}

/** Throws `statement-implausible` for what no recorder states, however wrong its clock is. */
function assertPlausible(statement: Statement, { end }: JournalReach): void {
  const { index, restates } = statement;
  if (isAbsurd(statement)) {
    throw refusal('statement-implausible', statement, 'it tells times that no clock shows');
  }
  if (index < end + MOST_AHEAD && (restates?.index ?? -1) < index) return;
  throw refusal('statement-implausible', statement, `entries from ${end} on are awaited`);
}

/** One entry of a device at a time. Rows that refer to the device may be inserted meanwhile. */
async function lockJournal(
  tx: Tx,
  { device }: DeviceContext,
  index: number,
): Promise<JournalReach & { readonly isLost: boolean; readonly enrolledAt: number }> {
  const [row] = await tx
    .select({
      next: devices.journalNext,
      end: devices.journalEnd,
      revokedAt: devices.revokedAt,
      enrolledAt: devices.enrolledAt,
      isLost: sql<boolean>`${devices.journalLost} @> ${sql.placeholder('index')}::bigint`,
    })
    .from(devices)
    .where(eq(devices.id, sql.placeholder('device')))
    .for('no key update')
    .prepare('lock_journal')
    .execute({ device: device.id, index });
  if (!row || row.revokedAt !== null) {
    throw new AppError('device-revoked', `Device ${device.id} was revoked by an administrator.`);
  }
  return row;
}

interface Answer extends JournalReach {
  readonly receipt: string;
  readonly receivedAt: number;
}

/** The entry, and how far the journal is known with it, in one statement. */
async function insertEntry(tx: Tx, proven: ProvenStatement, answer: Answer): Promise<void> {
  const { jws, hash, statement } = proven;
  const entry = tx.$with('entry').as(
    tx
      .insert(journalEntries)
      .values({
        deviceId: statement.device,
        index: statement.index,
        recordedAt: statement.at,
        receivedAt: answer.receivedAt,
        kind: statement.kind,
        hash: Buffer.from(hash, 'base64url'),
        prev: Buffer.from(statement.prev, 'base64url'),
        statement: jws,
        receipt: answer.receipt,
      })
      .returning({ index: journalEntries.index }),
  );
  await tx
    .with(entry)
    .update(devices)
    .set({
      journalNext: answer.next,
      journalEnd: answer.end,
      lastReceivedAt: answer.receivedAt,
    })
    .where(eq(devices.id, statement.device));
}

/** What the statement says again will never come as it was. */
async function noteSuperseded(tx: Tx, { device, restates }: ProvenStatement['statement']) {
  if (restates === undefined) return;
  await noteLost(tx, device, [{ first: restates.index, last: restates.index }]);
}
