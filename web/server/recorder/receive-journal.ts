import { AppError, isAppError } from '@workcompanion/core/errors';
import type { JournalRequest, JournalResponse } from '@workcompanion/core/protocol/messages';
import { databaseFailure } from '@workcompanion/db/database-failure';
import { errorBody } from '../http/error-reply.ts';
import { proveStatement } from '../journal/prove-statement.ts';
import { recordStatement } from '../journal/record-statement.ts';
import type { DeviceContext } from './device-context.ts';

/** Statements without a body, in order. Each is taken or refused by itself. */
export async function receiveJournal(
  ctx: DeviceContext,
  { statements }: JournalRequest,
): Promise<JournalResponse> {
  const results: JournalResponse['results'] = [];
  for (const statement of statements) results.push(await receiveStatement(ctx, statement));
  return { results };
}

async function receiveStatement(ctx: DeviceContext, jws: string) {
  try {
    return { receipt: await recordStatement(ctx, await proveStatement(ctx.device, jws)) };
  } catch (error) {
    if (isAppError(error)) return errorBody(error, ctx.requestId);
    const outage = databaseFailure(error);
    // The other statements would meet it too.
    if (outage !== null) throw outage;
    ctx.log.error({ err: error, requestId: ctx.requestId }, 'a statement could not be recorded');
    return errorBody(new AppError('internal', 'The statement was not recorded.'), ctx.requestId);
  }
}
