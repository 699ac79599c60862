import { verifyReceipt } from '@workcompanion/core/crypto/receipt';
import { statementHash } from '@workcompanion/core/crypto/statement';
import type { DeviceId } from '@workcompanion/core/ids';
import type { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import type { QueuedEntry } from '../journal/upload-queue.ts';

export interface ReceiptCheck {
  readonly device: DeviceId;
  /** The server's, from enrolment. */
  readonly signingKey: Ed25519Jwk;
}

/** Throws unless the server we enrolled at signed that it holds this very statement. */
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
