import { verifyReceipt } from '@workcompanion/core/crypto/server-statements';
import { statementHash } from '@workcompanion/core/crypto/statement';
import type { DeviceId } from '@workcompanion/core/ids';
import type { JournalResponse } from '@workcompanion/core/protocol/messages';
import type { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import { RequestFailure } from '../device/request-failure.ts';
import type { QueuedEntry } from '../journal/upload-queue.ts';

export interface ReceiptCheck {
  readonly device: DeviceId;
  /** The server's key, known from enrolment. */
  readonly signingKey: Ed25519Jwk;
}

/** Throws unless the server of enrolment has signed that it holds exactly this statement. */
export async function checkReceipt(
  receipt: string,
  entry: QueuedEntry,
  { device, signingKey }: ReceiptCheck,
): Promise<void> {
  const facts = await verifyReceipt(receipt, signingKey);
  const fits =
    facts.device === device &&
    facts.index === entry.index &&
    facts.statement === statementHash(entry.statement);
  if (!fits) throw new Error(`the receipt is not for entry ${entry.index}`);
}

/** The receipt of one entry of a batch. Throws what the server refused it with. */
export function receiptOf(result: JournalResponse['results'][number] | undefined): string {
  if (result === undefined) throw new Error('the server left an entry unanswered');
  if ('receipt' in result) return result.receipt;
  const { code, message, retryable } = result.error;
  throw new RequestFailure(code, message, { retryable });
}
