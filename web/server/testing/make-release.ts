import { createHash } from 'node:crypto';
import type { DeviceId, UserId } from '@workcompanion/core/ids';
import { signRelease } from '@workcompanion/core/releases/release-signature';
import type { ReleaseFacts } from '@workcompanion/core/releases/release-statement';
import { deviceUpdates, releases } from '@workcompanion/db/schema/releases';
import type { ServerContext } from '../context.ts';
import { TEST_RELEASE_KEY } from './test-server.ts';

/** What stands for an MSI, with its statement. */
export function signedRelease(version: string, content: string) {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const facts: ReleaseFacts = { version, sha256, bytes: Buffer.byteLength(content) };
  return { facts, statement: signRelease(facts, TEST_RELEASE_KEY.privateKey) };
}

let patch = 0;

/** A release for all that failed on the device, each time another version; without its file. */
export async function makeFailedRelease(
  ctx: ServerContext,
  { device, by }: { readonly device: DeviceId; readonly by: UserId },
): Promise<string> {
  patch += 1;
  const { facts, statement } = signedRelease(`9.0.${patch}`, `installer ${patch}`);
  const at = ctx.now();
  await ctx.db.insert(releases).values({
    ...facts,
    statement,
    stage: 'all',
    percent: 100,
    uploadedAt: at,
    uploadedBy: by,
    countedFrom: at,
  });
  await ctx.db.insert(deviceUpdates).values({
    version: facts.version,
    deviceId: device,
    state: 'failed',
    code: '1603',
    offeredAt: at,
    changedAt: at,
  });
  return facts.version;
}
