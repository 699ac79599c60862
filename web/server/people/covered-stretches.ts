import type { DeviceDay } from '@workcompanion/db/queries/read-device-day';
import { clipToReach, mergeStretches, type Reach, type Stretch } from '../auth/reach/reach.ts';
import type { RecordingRow } from './read-recordings-of-day.ts';

interface Footage {
  /** Spans of one display. */
  readonly spans: DeviceDay['spans'];
  readonly recordings: readonly RecordingRow[];
  readonly day: Stretch;
  readonly reach: Reach;
}

/** Where the policy had something painted over in every picture of a display. */
export function coveredStretches({ spans, recordings, day, reach }: Footage): Stretch[] {
  const covered = new Set(
    recordings.filter(({ coveredAreas }) => (coveredAreas ?? 0) > 0).map(({ id }) => id),
  );
  const stretches = spans
    .filter(({ recordingId }) => covered.has(recordingId))
    .flatMap(({ startsAt, endsAt }) => clipToReach([day], { from: startsAt, to: endsAt }));
  return mergeStretches(stretches).flatMap((stretch) => clipToReach(reach, stretch));
}
