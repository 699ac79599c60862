import { AppError, isAppError } from '@workcompanion/core/errors';
import type { KeyId } from '@workcompanion/core/ids';
import type { JournalRequest, JournalResponse } from '@workcompanion/core/protocol/messages';
import { databaseFailure } from '@workcompanion/db/database-failure';
import type { DeviceContext } from '../device-context.ts';
import { errorBody } from '../http/error-reply.ts';
import { authorContext } from '../journal/author-context.ts';
import { proveStatement } from '../journal/prove-statement.ts';
import { recordStatement } from '../journal/record-statement.ts';
import { receiveStatementOfSegment } from './receive-statement-of-segment.ts';

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
    const ctx = await authorContext(sender, jws);
    const { statement, ...proof } = await proveStatement(ctx.device, jws);
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
