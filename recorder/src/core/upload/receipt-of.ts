import type { JournalResponse } from '@workcompanion/core/protocol/messages';
import { RequestFailure } from '../device/request-failure.ts';

/** Of one entry of a batch. Throws what the server refused it with. */
export function receiptOf(result: JournalResponse['results'][number] | undefined): string {
  if (result === undefined) throw new Error('the server left an entry unanswered');
  if ('receipt' in result) return result.receipt;
  const { code, message, retryable } = result.error;
  throw new RequestFailure(code, message, { retryable });
}
