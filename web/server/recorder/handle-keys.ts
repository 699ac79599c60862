import { AppError } from '@workcompanion/core/errors';
import type {
  KeysIssued,
  KeysRequest,
  ReceiptResponse,
} from '@workcompanion/core/protocol/messages';
import type { z } from 'zod';
import type { DeviceContext } from '../device-context.ts';
import { proveSent } from '../journal/prove-statement.ts';
import { recordStatement } from '../journal/record-statement.ts';
import { issueKeys } from './issue-keys.ts';

/** The two things a recorder asks of the keys route. */
export async function handleKeys(
  ctx: DeviceContext,
  request: KeysRequest,
): Promise<KeysIssued | z.infer<typeof ReceiptResponse>> {
  return request.action === 'issue' ? issueKeys(ctx, request) : depositKey(ctx, request);
}

/** Takes a data key that was made offline. Its statement is a journal entry like any other. */
export async function depositKey(
  sender: DeviceContext,
  { statement }: { readonly statement: string },
): Promise<z.infer<typeof ReceiptResponse>> {
  const { ctx, proven } = await proveSent(sender, statement);
  if (proven.statement.kind !== 'key-deposited') {
    throw new AppError('statement-mismatch', 'The statement deposits no key.');
  }
  return { receipt: await recordStatement(ctx, proven) };
}
