import type { DeviceId, TeamId } from '@workcompanion/core/ids';
import { isOlderVersion } from '@workcompanion/core/protocol/recorder-version';
import { isUpdateOver, type UpdateState } from '@workcompanion/core/releases/update-report';
import type { ReleaseStage } from '@workcompanion/db/schema/releases';
import { bucketOf } from './bucket-of.ts';

export interface Reach {
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
export function isFor(release: Reach, { id, team }: Candidate): boolean {
  if (release.stage === 'all') return true;
  if (release.stage !== 'some') return false;
  if (release.targets.has(id) || (team !== null && release.targets.has(team))) return true;
  return bucketOf(id, release.version) < release.percent;
}

/**
 * The newest release that is for the device, newer than what it runs, and that has not come to an end
 * there before: what failed or was rolled back is offered again only when somebody says so.
 */
export function offeredRelease<R extends Reach>(
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
