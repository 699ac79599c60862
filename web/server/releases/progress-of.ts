import { isOlderVersion } from '@workcompanion/core/protocol/recorder-version';
import { isUpdateOver, type UpdateState } from '@workcompanion/core/releases/update-report';
import type { ReleaseProgress } from '../../contract/releases.ts';
import { type Candidate, isFor, type ReleaseReach } from './offered-release.ts';

type Place = keyof ReleaseProgress;

/** Where a release is with each of the devices that take releases from here. */
export function progressOf(
  release: ReleaseReach,
  devices: readonly Candidate[],
  updates: ReadonlyMap<string, UpdateState>,
): ReleaseProgress {
  const progress: Record<Place, number> = {
    waiting: 0,
    offered: 0,
    downloading: 0,
    'handed-over': 0,
    installed: 0,
    'not-newer': 0,
    refused: 0,
    failed: 0,
    'rolled-back': 0,
  };
  for (const device of devices) {
    const place = placeOf(release, device, updates.get(device.id));
    if (place !== null) progress[place] += 1;
  }
  return progress;
}

/** Null for a device that the release has nothing to do with. */
function placeOf(
  release: ReleaseReach,
  device: Candidate,
  state: UpdateState | undefined,
): Place | null {
  const runsIt = !isOlderVersion(device.running, release.version);
  if (state === undefined) {
    if (!isFor(release, device)) return null;
    return runsIt ? 'not-newer' : 'waiting';
  }
  // Somebody else installed it meanwhile.
  return runsIt && !isUpdateOver(state) && state !== 'handed-over' ? 'installed' : state;
}
