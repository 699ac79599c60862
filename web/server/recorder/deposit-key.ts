import { AppError } from '@workcompanion/core/errors';
import type { ReceiptResponse } from '@workcompanion/core/protocol/messages';
import type { z } from 'zod';
import type { DeviceContext } from '../device-context.ts';
import { authorContext } from '../journal/author-context.ts';
import { proveStatement } from '../journal/prove-statement.ts';
import { recordStatement } from '../journal/record-statement.ts';

/** Takes a data key that was made offline. Its statement is a journal entry like any other. */
export async function depositKey(
  sender: DeviceContext,
  { statement }: { readonly statement: string },
): Promise<z.infer<typeof ReceiptResponse>> {
  const ctx = await authorContext(sender, statement);
  const proven = await proveStatement(ctx.device, statement);
  if (proven.statement.kind !== 'key-deposited') {
    throw new AppError('statement-mismatch', 'The statement deposits no key.');
  }
  return { receipt: await recordStatement(ctx, proven) };
}
