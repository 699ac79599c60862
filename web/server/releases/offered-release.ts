import { createHash } from 'node:crypto';
import type { DeviceId, TeamId } from '@workcompanion/core/ids';
import { isOlderVersion } from '@workcompanion/core/protocol/recorder-version';
import { isUpdateOver, type UpdateState } from '@workcompanion/core/releases/update-report';
import type { ReleaseStage } from '@workcompanion/db/schema/releases';

export interface ReleaseReach {
  readonly version: string;
  readonly stage: ReleaseStage;
  readonly percent: number;
  /** Ids of teams and devices. */
  readonly targets: ReadonlySet<string>;
}

export interface Candidate {
  readonly id: DeviceId;
  readonly team: TeamId | null;
  /** The version it runs. */
  readonly running: string;
}

/** Whether the release is for the device, whatever it runs. */
export function isFor(release: ReleaseReach, { id, team }: Candidate): boolean {
  if (release.stage === 'all') return true;
  if (release.stage !== 'some') return false;
  if (release.targets.has(id) || (team !== null && release.targets.has(team))) return true;
  return bucketOf(id, release.version) < release.percent;
}

/**
 * The newest release that is for the device, newer than what it runs, and that has not come to an end
 * there before: what failed or was rolled back is offered again only when somebody says so.
 */
export function offeredRelease<R extends ReleaseReach>(
  open: readonly R[],
  device: Candidate,
  tried: ReadonlyMap<string, UpdateState>,
): R | null {
  return open.reduce<R | null>((best, release) => {
    const state = tried.get(release.version);
    const isOffered =
      isFor(release, device) &&
      isOlderVersion(device.running, release.version) &&
      (state === undefined || !isUpdateOver(state)) &&
      (best === null || isOlderVersion(best.version, release.version));
    return isOffered ? release : best;
  }, null);
}

/**
 * From 0 to 99, the same whenever asked: more percent adds devices and drops none. By the version too,
 * so that it isn't always the same people's computers that try a release first.
 */
function bucketOf(device: DeviceId, version: string): number {
  const hash = createHash('sha256').update(`${version} ${device}`).digest();
  return hash.readUInt32BE(0) % 100;
}
