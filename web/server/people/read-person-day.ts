import type { DeviceId } from '@workcompanion/core/ids';
import { lostStretches } from '@workcompanion/db/queries/lost-stretches';
import { type DayOfDevices, readDeviceDay } from '@workcompanion/db/queries/read-device-day';
import { selectDevices } from '@workcompanion/db/queries/select-devices';
import { deletedStretches } from '@workcompanion/db/retention/deleted-stretches';
import { devices } from '@workcompanion/db/schema/devices';
import { views } from '@workcompanion/db/schema/views';
import { asc, desc, eq, gt, inArray, lt } from 'drizzle-orm';
import { markAbsent } from '../../contract/mark-absent.ts';
import { DELETED, NOT_FOUND, type PersonDay, type ReadPersonDay } from '../../contract/people.ts';
import type { ViewEntry } from '../../contract/views.ts';
import { clipToReach, isWithinReach, type Reach } from '../auth/reach/reach.ts';
import { reachPerson, rightsOver } from '../auth/reach/reach-person.ts';
import { readStanding } from '../auth/reach/read-standing.ts';
import { watchDelay } from '../auth/reach/watch-delay.ts';
import type { UserContext } from '../auth/user-context.ts';
import { countMissingEntries } from '../journal/missing-entries.ts';
import { accountedFor, lengthOf, readViews } from '../views/read-views.ts';
import { isDisclosedTo } from '../watching/is-disclosed.ts';
import { askedPurpose } from '../watching/require-purpose.ts';
import { deviceLanes } from './device-lanes.ts';
import { coveredStretches, keptSpans, storedBytes } from './kept-spans.ts';
import { localDay } from './local-day.ts';
import { clipPieces, markTooFresh, mergeLanes } from './merge-lanes.ts';
import { readMoments } from './read-moments.ts';
import { readRecordingsOfDay } from './read-recordings-of-day.ts';

const LATEST = 50;

/** What is known of one person's day and in reach, by the calendar of their own zone. */
export async function readPersonDay(
  ctx: UserContext,
  { person: id, date }: ReadPersonDay,
): Promise<PersonDay> {
  const { person, reach } = await reachPerson(ctx, 'list', id);
  const now = ctx.now();
  const day = localDay(date, person.timeZone);
  const owned = await selectDevices(ctx.db)
    .where(eq(devices.personId, id))
    .orderBy(asc(devices.id));
  const stretch = { deviceIds: owned.map(({ id }) => id), from: day.from, to: day.to };
  const footage = await readDeviceDay(ctx.db, stretch);
  const deleted = await deletedStretches(ctx.db, stretch);
  const lost = await lostStretches(ctx.db, stretch);
  const recordings = await readRecordingsOfDay(ctx.db, stretch, footage.spans);
  const rights = await rightsOver(ctx, person);
  const delay = rights.includes('watch')
    ? await watchDelay(ctx, person, await readStanding(ctx))
    : null;
  const lanes = owned.flatMap((device) =>
    deviceLanes(device, footage, { ...day, now, begun: recordings.begun }).map(
      ({ display, pieces }) => ({
        device: device.id,
        hostname: device.host.hostname,
        display,
        geometry: recordings.geometryOf(device.id, display),
        covered: coveredStretches({
          spans: footage.spans.filter(
            (span) => span.deviceId === device.id && span.display === display,
          ),
          recordings: recordings.rows,
          day,
          reach,
        }),
        pieces: clipPieces(
          markTooFresh(
            markAbsent(
              markAbsent(pieces, DELETED, ofLane(deleted, device.id, display)),
              NOT_FOUND,
              ofLane(lost, device.id, display),
            ),
            delay?.seen ?? 'all',
          ),
          reach,
        ),
      }),
    ),
  );
  const pieces = lanes.map((lane) => lane.pieces);
  const missing = await Promise.all(owned.map((device) => countMissingEntries(ctx.db, device)));
  const moments = await readMoments(ctx.db, stretch, {
    gaps: footage.gaps,
    recordings: recordings.rows,
  });
  const isSelf = ctx.user.personId === id;
  const missingEntries = missing.reduce((sum, count) => sum + count, 0);
  return {
    purpose: await askedPurpose(ctx, person),
    isSelf,
    person: {
      id: person.id,
      name: person.name,
      login: person.login,
      timeZone: person.timeZone,
    },
    rights,
    delayMinutes: delay?.minutes ?? null,
    ...day,
    now,
    lanes,
    recordedMicros: lengthOf(mergeLanes(pieces).filter((piece) => piece.kind === 'span')),
    accountedFor: accountedFor(pieces),
    journal: { complete: missingEntries === 0, missing: missingEntries },
    storedBytes: clipToReach(reach, day).reduce(
      (sum, part) => sum + storedBytes(keptSpans(footage.spans, deleted), part),
      0,
    ),
    moments: moments.filter(({ at }) => isWithinReach(reach, { from: at, to: at })),
    watchedBefore: await readWatchedBefore(ctx, stretch, reach),
  };
}

function ofLane<T extends { readonly deviceId: DeviceId; readonly display: string }>(
  stretches: readonly T[],
  device: DeviceId,
  display: string,
): readonly T[] {
  return stretches.filter((each) => each.deviceId === device && each.display === display);
}

/** Who watched footage of the day that is in reach, and why, the latest first. */
async function readWatchedBefore(
  ctx: Pick<UserContext, 'db' | 'user' | 'now'>,
  { deviceIds, from, to }: DayOfDevices,
  reach: Reach,
): Promise<ViewEntry[]> {
  const rows = await readViews(ctx.db, {
    where: [
      inArray(views.deviceId, [...deviceIds]),
      lt(views.footageFrom, to),
      gt(views.footageTo, from),
      isDisclosedTo(ctx),
    ],
    orderBy: [desc(views.watchedAt), desc(views.id)],
    limit: LATEST,
    clip: (stretch) =>
      clipToReach(reach, stretch).flatMap((part) => clipToReach([{ from, to }], part)),
  });
  return rows.map(({ view }) => view).filter(({ stretches }) => stretches.length > 0);
}
