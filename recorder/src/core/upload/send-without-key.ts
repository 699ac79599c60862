import { readStatement } from '@workcompanion/core/crypto/statement';
import type { KeyId } from '@workcompanion/core/ids';
import { RequestFailure } from '../device/request-failure.ts';
import type { ServerClient } from '../device/server-client.ts';
import type { QueuedEntry } from '../journal/upload-queue.ts';
import { receiptOf } from './receipt-of.ts';

export interface KeylessSender {
  readonly client: ServerClient;
  /** Whether the key is on its way to the server, or was put on it just now. */
  readonly giveBackKey: (keyId: KeyId) => Promise<boolean>;
}

/**
 * After a segment was refused with `problem`. A server that was set back to a backup does not know the
 * keys that it gave out since: what is held here is given back, and the segment waits for that. When
 * nobody has its key any more, its statement goes alone, so that the server can name what is lost.
 */
export async function sendWithoutKey(
  { client, giveBackKey }: KeylessSender,
  { statement: jws }: QueuedEntry,
  problem: unknown,
): Promise<string> {
  const statement = readStatement(jws);
  const isKeyless = problem instanceof RequestFailure && problem.code === 'unknown-key';
  if (!isKeyless || statement.kind !== 'segment') throw problem;
  if (await giveBackKey(statement.keyId)) throw problem;
  try {
    const [result] = await client.sendJournal([jws], [statement.keyId]);
    return receiptOf(result);
  } catch (error) {
    // One that was never set back takes no segment without its bytes: the key may still come.
    const takesNone = error instanceof RequestFailure && error.code === 'statement-mismatch';
    throw takesNone ? problem : error;
  }
}
