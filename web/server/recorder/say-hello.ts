import type { HelloResponse } from '@workcompanion/core/protocol/messages';
import type { ServerContext } from '../context.ts';
import { MINIMUM_RECORDER_VERSION } from './recorder-version.ts';

/** What anybody may know, and a recorder needs before it can prove who it is. */
export async function sayHello(ctx: ServerContext): Promise<HelloResponse> {
  return {
    serverTime: ctx.now(),
    signingKey: ctx.keys.signing.publicKey,
    sealingKey: ctx.keys.sealing.publicKey,
    minimumRecorderVersion: MINIMUM_RECORDER_VERSION,
  };
}
