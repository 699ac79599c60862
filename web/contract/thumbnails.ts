import { DeviceId } from '@workcompanion/core/ids';
import { DisplayName, UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { MicrosParam } from './micros-param.ts';
import { ReadPersonDay } from './people.ts';

/** The moments of a day that have thumbnails, and how much the screen changed then. */
export const LaneThumbnails = z.object({
  device: DeviceId,
  display: z.string(),
  /** In order of time; the lists below run along with it. ms after the day's `from`. */
  starts: z.array(z.number().int()),
  /** ms */
  lasts: z.array(z.number().int().min(0)),
  /** 0 to 100; -1 where it is not known. */
  changes: z.array(z.number().int().min(-1).max(100)),
  /** Positions, in the lists, of segments that have no thumbnail. */
  blank: z.array(z.number().int().min(0)),
});
export type LaneThumbnails = z.infer<typeof LaneThumbnails>;

export const DayThumbnails = z.object({ from: UtcMicros, lanes: z.array(LaneThumbnails) });
export type DayThumbnails = z.infer<typeof DayThumbnails>;

export const OpenThumbnails = z.object({
  device: DeviceId,
  display: DisplayName,
  from: MicrosParam,
  to: MicrosParam,
});
export type OpenThumbnails = z.infer<typeof OpenThumbnails>;

export const THUMBNAIL_ROUTES = defineRoutes({
  openThumbnails: {
    method: 'GET',
    path: '/api/playback/devices/{device}/thumbnails',
    params: OpenThumbnails.pick({ device: true }),
    query: OpenThumbnails.omit({ device: true }),
    answer: 'application/octet-stream',
  },
  openStrips: {
    method: 'GET',
    path: '/api/playback/devices/{device}/strips',
    params: OpenThumbnails.pick({ device: true }),
    query: OpenThumbnails.omit({ device: true }),
    answer: 'application/octet-stream',
  },
  readDayThumbnails: {
    method: 'GET',
    path: '/api/portal/people/{person}/days/{date}/thumbnails',
    params: ReadPersonDay,
    answer: DayThumbnails,
  },
});
