import { createHash } from 'node:crypto';
import type { DeviceId } from '@workcompanion/core/ids';

/**
 * From 0 to 99, the same whenever asked: more percent adds devices and drops none. By the version too,
 * so that it isn't always the same people's computers that try a release first.
 */
export function bucketOf(device: DeviceId, version: string): number {
  const hash = createHash('sha256').update(`${version} ${device}`).digest();
  return hash.readUInt32BE(0) % 100;
}
