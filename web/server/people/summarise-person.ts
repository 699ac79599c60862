import { deviceHealth } from '@workcompanion/core/fleet/device-health';
import type { DeviceDay } from '@workcompanion/db/queries/read-device-day';
import type { DeviceRow } from '@workcompanion/db/queries/select-devices';
import type { people } from '@workcompanion/db/schema/people';
import type { PersonSummary } from '../../contract/people.ts';
import type { Reach } from '../auth/reach/reach.ts';
import { lengthOf } from '../views/read-views.ts';
import { deviceLanes } from './device-lanes.ts';
import type { LocalDay } from './local-day.ts';
import { clipPieces, markTooFresh, mergeLanes } from './merge-lanes.ts';

interface PersonFacts {
  readonly person: typeof people.$inferSelect;
  readonly day: LocalDay;
  readonly devices: readonly DeviceRow[];
  /** May hold other people's too. */
  readonly footage: DeviceDay;
  readonly reach: Reach;
  /** What of the footage is old enough to be told of. */
  readonly told: Reach;
  readonly now: number;
}

export function summarisePerson({
  person,
  day,
  devices,
  footage,
  reach,
  told,
  now,
}: PersonFacts): Omit<PersonSummary, 'team'> {
  const lanes = devices.flatMap((device) => deviceLanes(device, footage, { ...day, now }));
  const pieces = mergeLanes(
    lanes.map((lane) => clipPieces(markTooFresh(lane.pieces, told), reach)),
  );
  const frames = devices.flatMap(({ lastFrameAt }) => (lastFrameAt === null ? [] : [lastFrameAt]));
  return {
    id: person.id,
    name: person.name,
    login: person.login,
    timeZone: person.timeZone,
    devices: devices
      .filter(({ retiredAt }) => retiredAt === null)
      .map((device) => ({
        id: device.id,
        hostname: device.host.hostname,
        health: deviceHealth(device, now),
      })),
    lastFrameAt: frames.length > 0 && reach === 'all' ? Math.max(...frames) : null,
    today: {
      ...day,
      recordedMicros: lengthOf(pieces.filter((piece) => piece.kind === 'span')),
      pieces,
    },
  };
}
