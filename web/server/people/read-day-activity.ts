import { readDeviceDay } from '@workcompanion/db/queries/read-device-day';
import { readSegmentsOfWindow } from '@workcompanion/db/queries/read-segments-of-window';
import type { z } from 'zod';
import type { ActivitySample, DayActivity, ReadPersonDay } from '../../contract/people.ts';
import { isWithinReach } from '../auth/reach/reach.ts';
import type { UserContext } from '../auth/user-context.ts';
import { watchedDay } from './watched-day.ts';

/** Where segments last seconds, a day would be ten thousand samples; nobody looks that close. */
const SAMPLE_MICROS = 10_000_000;

const SEAM_MICROS = 500_000;

/** 25 h of the shortest segments that there are: a second, while somebody watches live. */
const MAX_SEGMENTS = 25 * 3600;

/** How much of each screen changed over a person's day, by the bytes of its segments. */
export async function readDayActivity(
  ctx: UserContext,
  day: z.infer<typeof ReadPersonDay>,
): Promise<DayActivity> {
  const { reach, stretch } = await watchedDay(ctx, day);
  const { spans } = await readDeviceDay(ctx.db, stretch);
  const lanes = new Map(
    spans.map(({ deviceId, display }) => [`${deviceId}/${display}`, { deviceId, display }]),
  );
  return {
    lanes: await Promise.all(
      [...lanes.values()].map(async ({ deviceId, display }) => {
        const { from, to } = stretch;
        const window = { deviceId, display, from, to, limit: MAX_SEGMENTS };
        const rows = await readSegmentsOfWindow(ctx.db, window);
        const samples = rows
          .map(({ startsAt, duration, bytes }) => ({
            from: startsAt,
            to: startsAt + duration,
            bytes,
          }))
          .filter((sample) => isWithinReach(reach, sample));
        return { device: deviceId, display, samples: coarsenSamples(samples) };
      }),
    ),
  };
}

/** Joins neighbours until a sample lasts ten seconds. In order of time, none over a gap. */
export function coarsenSamples(samples: readonly ActivitySample[]): ActivitySample[] {
  const coarse: ActivitySample[] = [];
  for (const { from, to, bytes } of samples) {
    const last = coarse.at(-1);
    const isShort = last !== undefined && last.to - last.from < SAMPLE_MICROS;
    if (isShort && Math.abs(from - last.to) < SEAM_MICROS) {
      last.to = to;
      last.bytes += bytes;
    } else coarse.push({ from, to, bytes });
  }
  return coarse;
}
