import { createHash } from 'node:crypto';
import { isAppError } from '@workcompanion/core/errors';
import type { DeviceId } from '@workcompanion/core/ids';
import { openWindowTrack } from '@workcompanion/core/windows/sealed-window-track';
import { LONGEST_TRACK, type WindowTrack } from '@workcompanion/core/windows/window-track';
import { windowTrackKey } from '@workcompanion/core/windows/window-track-key';
import { windowTracks } from '@workcompanion/db/schema/window-tracks';
import { and, asc, gt, gte, inArray, lt } from 'drizzle-orm';
import type { z } from 'zod';
import type { ReadPersonDay } from '../../contract/people.ts';
import type { DayPrograms, ProgramLane, ProgramUse } from '../../contract/programs.ts';
import { clipToReach, type Reach, type Stretch } from '../auth/reach/reach.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { openDataKey } from '../keys/open-data-key.ts';
import { watchedDay } from '../people/watched-day.ts';
import { logDelivery } from '../views/log-delivery.ts';
import { requirePurpose } from '../watching/require-purpose.ts';

/**
 * Which programs were in front on a person's day, as far as the user may watch it now. To be told is to
 * watch: it needs the purpose, and stands in the view log. Opened in memory for the answer alone. Throws
 * `forbidden`, `not-found`, `purpose-required`.
 */
export async function readDayPrograms(
  ctx: UserContext,
  day: z.infer<typeof ReadPersonDay>,
): Promise<DayPrograms> {
  const { reach, stretch } = await watchedDay(ctx, day);
  const tracks = await tracksOf(ctx, stretch);
  const inReach = tracks.filter((row) => clipToReach(reach, timeOf(row, stretch)).length > 0);
  const lanes: ProgramLane[] = [];
  for (const [device, rows] of Map.groupBy(inReach, ({ deviceId }) => deviceId)) {
    const purposeId = await requirePurpose(ctx, device);
    const lane = await readLane(ctx, { device, rows, reach, stretch });
    const [first, last] = [lane.uses[0], lane.uses.at(-1)];
    if (first !== undefined && last !== undefined) {
      const told = { kind: 'programs', display: '', from: first.from, to: last.to } as const;
      await logDelivery(ctx, { device, purposeId, stretch: told });
    }
    lanes.push(lane);
  }
  return { lanes };
}

interface DayStretch extends Stretch {
  readonly deviceIds: readonly DeviceId[];
}

async function tracksOf(
  { db }: UserContext,
  { deviceIds, from, to }: DayStretch,
): Promise<TrackRow[]> {
  return await db
    .select()
    .from(windowTracks)
    .where(
      and(
        inArray(windowTracks.deviceId, [...deviceIds]),
        gte(windowTracks.startsAt, from - LONGEST_TRACK),
        lt(windowTracks.startsAt, to),
        gt(windowTracks.endsAt, from),
      ),
    )
    .orderBy(asc(windowTracks.deviceId), asc(windowTracks.startsAt));
}

function timeOf({ startsAt, endsAt }: TrackRow, { from, to }: Stretch): Stretch {
  return { from: Math.max(from, startsAt), to: Math.min(to, endsAt) };
}

/** Tracks that are read at once, since a bucket takes its time for each. */
const AT_ONCE = 8;

interface LaneWish {
  readonly device: DeviceId;
  readonly rows: readonly TrackRow[];
  readonly reach: Reach;
  readonly stretch: Stretch;
}

async function readLane(
  ctx: UserContext,
  { device, rows, reach, stretch }: LaneWish,
): Promise<ProgramLane> {
  const uses: ProgramUse[] = [];
  let unreadable = 0;
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const some = rows.slice(start, start + AT_ONCE);
    for (const track of await Promise.all(some.map((row) => openTrack(ctx, row)))) {
      if (track === null) unreadable += 1;
      else uses.push(...track.uses.flatMap((use) => clipUse(use, reach, stretch)));
    }
  }
  return { device, uses: joined(uses), unreadable };
}

/** The parts of a use that are in reach, without the windows behind it. */
function clipUse(
  { from, to, program, title }: ProgramUse,
  reach: Reach,
  within: Stretch,
): ProgramUse[] {
  const time = { from: Math.max(from, within.from), to: Math.min(to, within.to) };
  return clipToReach(reach, time).map((part) => ({ ...part, program, title }));
}

/** From the last look of one track to the first of the next, µs. */
const MOST_BETWEEN_LOOKS = 3_000_000;

/** A use that goes on in the next track, or while other windows move, is one. */
function joined(uses: readonly ProgramUse[]): ProgramUse[] {
  const all: ProgramUse[] = [];
  for (const use of uses.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    const goesOn =
      last !== undefined &&
      last.program === use.program &&
      last.title === use.title &&
      use.from - last.to <= MOST_BETWEEN_LOOKS;
    if (goesOn) all[all.length - 1] = { ...last, to: Math.max(last.to, use.to) };
    else all.push(use);
  }
  return all;
}

type TrackRow = typeof windowTracks.$inferSelect;

type Vault = Pick<ServerContext, 'db' | 'masterKey' | 'dataKeys' | 'windowTracks' | 'log'>;

/**
 * Reads a track, proves it against what its device has signed, and opens it. Null when its key was
 * destroyed, or when the file is lost or another one.
 */
export async function openTrack(
  ctx: Vault,
  { id, deviceId, startsAt, keyId, sha256 }: TrackRow,
): Promise<WindowTrack | null> {
  const dataKey = await openDataKey(ctx, keyId);
  if (dataKey === null) return null;
  const digest = sha256.toString('hex');
  try {
    const sealed = await readWhole(ctx, windowTrackKey({ id, deviceId, startsAt, sha256: digest }));
    if (createHash('sha256').update(sealed).digest('hex') !== digest) return null;
    return openWindowTrack(dataKey.key, sealed, { device: deviceId, track: id });
  } catch (error) {
    const isLost = isAppError(error, 'blob-missing') || isAppError(error, 'digest-mismatch');
    if (!isLost) throw error;
    ctx.log.warn({ track: id, code: error.code }, 'a window track can not be read');
    return null;
  }
}

async function readWhole({ windowTracks: store }: Vault, key: string): Promise<Buffer> {
  const reader = await store.read(key);
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of reader.chunks()) pieces.push(Buffer.from(piece));
    return Buffer.concat(pieces);
  } finally {
    await reader.close();
  }
}
