import type { HelloResponse } from '@workcompanion/core/protocol/messages';
import type { ServerContext } from '../context.ts';

/** The oldest recorder that speaks this protocol. */
export const MINIMUM_RECORDER_VERSION = '0.1.0';

/** What anybody may know, and a recorder needs before it can prove who it is. */
export async function sayHello(ctx: ServerContext): Promise<HelloResponse> {
  return {
    serverTime: ctx.now(),
    signingKey: ctx.keys.signing.publicKey,
    sealingKey: ctx.keys.sealing.publicKey,
    minimumRecorderVersion: MINIMUM_RECORDER_VERSION,
  };
}
