import type { PolicyResponse } from '@workcompanion/core/protocol/messages';
import { policyInForce } from '@workcompanion/db/queries/policy-in-force';
import type { z } from 'zod';
import type { DeviceContext } from './device-context.ts';

export async function readPolicy(ctx: DeviceContext): Promise<z.infer<typeof PolicyResponse>> {
  return { policy: await policyInForce(ctx.db) };
}
