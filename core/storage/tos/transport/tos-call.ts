import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import { AppError } from '../../../errors.ts';

/**
 * What travels beside the SDK, around one call of it: a stream, which it would copy and never close,
 * and errors, which it would decorate with the signed request.
 */
export interface TosCall {
  /** The answer to a streamed download; whoever made the call reads or destroys it. */
  incoming?: IncomingMessage;
  failure?: { readonly error: unknown };
}

const calls = new AsyncLocalStorage<TosCall>();

export async function runCall<T>(call: TosCall, use: () => Promise<T>): Promise<T> {
  try {
    return await calls.run(call, use);
  } catch (error) {
    if (call.failure !== undefined) throw call.failure.error;
    // Before anything was sent: a bucket name or the like that the SDK does not take.
    const message = error instanceof Error ? error.message : 'unknown';
    throw new AppError('invalid-input', `the TOS SDK refused the call: ${message}`);
  }
}

export function currentCall(): TosCall {
  return calls.getStore() ?? {};
}
