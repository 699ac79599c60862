import type { PolicyResponse } from '@workcompanion/core/protocol/messages';
import { policyOfDevice } from '@workcompanion/db/queries/policy-of-device';
import type { z } from 'zod';
import type { DeviceContext } from '../device-context.ts';

export async function readPolicy(ctx: DeviceContext): Promise<z.infer<typeof PolicyResponse>> {
  return { policy: await policyOfDevice(ctx.db, ctx.device.id) };
}
