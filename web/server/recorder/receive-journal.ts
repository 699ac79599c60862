import { AppError, isAppError } from '@workcompanion/core/errors';
import { GapId, type KeyId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { JournalRequest, JournalResponse } from '@workcompanion/core/protocol/messages';
import { databaseFailure } from '@workcompanion/db/database-failure';
import { readRestoration } from '@workcompanion/db/queries/restoration';
import { gaps } from '@workcompanion/db/schema/spans';
import type { DeviceContext } from '../device-context.ts';
import { errorBody } from '../http/error-reply.ts';
import { appendEntry } from '../journal/append-entry.ts';
import { findReceipt } from '../journal/find-receipt.ts';
import { type ProvenStatement, proveSent } from '../journal/prove-statement.ts';
import { recordStatement } from '../journal/record-statement.ts';
import { adoptOrphan } from './adopt-orphan.ts';
import type { SegmentStatement } from './check-segment.ts';

/** Statements without a body, in order. Each is taken or refused by itself. */
export async function receiveJournal(
  ctx: DeviceContext,
  { statements, keysLost = [] }: JournalRequest,
): Promise<JournalResponse> {
  const results: JournalResponse['results'] = [];
  for (const statement of statements) {
    results.push(await receiveStatement(ctx, statement, keysLost));
  }
  return { results };
}

async function receiveStatement(sender: DeviceContext, jws: string, keysLost: readonly KeyId[]) {
  try {
    const { ctx, proven } = await proveSent(sender, jws);
    const { statement, ...proof } = proven;
    if (statement.kind === 'segment') {
      return { receipt: await receiveStatementOfSegment(ctx, { ...proof, statement }, keysLost) };
    }
    return { receipt: await recordStatement(ctx, { ...proof, statement }) };
  } catch (error) {
    if (isAppError(error)) return errorBody(error, sender.requestId);
    const outage = databaseFailure(error);
    // The other statements would meet it too.
    if (outage !== null) throw outage;
    sender.log.error(
      { err: error, requestId: sender.requestId },
      'a statement could not be recorded',
    );
    return errorBody(new AppError('internal', 'The statement was not recorded.'), sender.requestId);
  }
}

/**
 * Takes a segment of which its device has the statement alone. Bytes that lie here without a row get
 * theirs. Where there are none, only a database that was restored since takes it: the journal is whole
 * again, and the time of the segment is a gap that says what was lost. Throws `statement-mismatch` for a
 * segment that was never here, `unknown-key` unless the key is among `keysLost`, and
 * `archive-unavailable`, which tells nothing of other entries.
 */
async function receiveStatementOfSegment(
  ctx: DeviceContext,
  proven: ProvenStatement<SegmentStatement>,
  keysLost: readonly KeyId[],
): Promise<string> {
  // A device whose journal was damaged asks so for what became of it.
  const earlier = await findReceipt(ctx.db, proven, ctx.keys);
  if (earlier !== null) return earlier;
  const { keyId } = proven.statement;
  if (!(await isBeforeRestoration(ctx, proven.statement))) {
    throw new AppError('statement-mismatch', 'A segment is sent together with its bytes (PUT).');
  }
  try {
    return (await adoptOrphan(ctx, proven)) ?? (await recordLoss(ctx, proven, 'footage-lost'));
  } catch (error) {
    if (isAppError(error, 'unknown-key') && keysLost.includes(keyId)) {
      return await recordLoss(ctx, proven, 'key-lost');
    }
    throw error;
  }
}

async function isBeforeRestoration(
  ctx: DeviceContext,
  { at, clockOffset }: SegmentStatement,
): Promise<boolean> {
  const restoration = await readRestoration(ctx.db);
  return restoration !== null && at + (clockOffset ?? 0) <= restoration.restoredAt;
}

function recordLoss(
  ctx: DeviceContext,
  proven: ProvenStatement<SegmentStatement>,
  cause: GapCause,
): Promise<string> {
  const { segment, device, display, start, duration } = proven.statement;
  return appendEntry(ctx, proven, async (tx) => {
    await tx.insert(gaps).values({
      // One segment is lost once.
      id: GapId.parse(segment),
      deviceId: device,
      display,
      cause,
      startsAt: start,
      endsAt: start + duration,
    });
  });
}
