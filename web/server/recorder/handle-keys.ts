import type {
  KeysIssued,
  KeysRequest,
  ReceiptResponse,
} from '@workcompanion/core/protocol/messages';
import type { z } from 'zod';
import type { DeviceContext } from '../device-context.ts';
import { depositKey } from './deposit-key.ts';
import { issueKeys } from './issue-keys.ts';

/** The two things a recorder asks of the keys route. */
export async function handleKeys(
  ctx: DeviceContext,
  request: KeysRequest,
): Promise<KeysIssued | z.infer<typeof ReceiptResponse>> {
  return request.action === 'issue' ? issueKeys(ctx, request) : depositKey(ctx, request);
}
