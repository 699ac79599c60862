import { DeviceId, PersonId, SegmentId } from '@workcompanion/core/ids';
import { DisplayName, UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { MicrosParam } from './micros-param.ts';

export const BuildPlaylist = z.object({
  device: DeviceId,
  display: DisplayName,
  from: MicrosParam,
  to: MicrosParam,
  /** Seconds: the target duration that this address promises; without one the reply sends there. */
  target: z.coerce.number().int().min(1).max(7_200).optional(),
  /** Set by players that hold an earlier version (RFC 8216bis, section 6.2.5.1). */
  _HLS_skip: z.enum(['YES', 'v2']).optional(),
});
export type BuildPlaylist = z.infer<typeof BuildPlaylist>;

export const AwaitFootage = z.object({
  person: PersonId,
  /** Answered when there is footage that ends later, or after some seconds; absent: at once. */
  after: MicrosParam.optional(),
});
export type AwaitFootage = z.infer<typeof AwaitFootage>;

export const FootageNews = z.object({
  /** Where the newest footage of any display ends; null where there is none within a day. */
  newest: UtcMicros.nullable(),
  now: UtcMicros,
});
export type FootageNews = z.infer<typeof FootageNews>;

export const SegmentFile = z.object({
  file: z
    .string()
    .transform((name) => name.replace(/\.ts$/, ''))
    .pipe(SegmentId),
});

export const PLAYBACK_ROUTES = defineRoutes({
  buildPlaylist: {
    method: 'GET',
    path: '/api/playback/devices/{device}/playlist.m3u8',
    params: BuildPlaylist.pick({ device: true }),
    query: BuildPlaylist.omit({ device: true }),
    answer: 'application/vnd.apple.mpegurl',
  },
  awaitFootage: {
    method: 'GET',
    path: '/api/playback/people/{person}/news',
    params: AwaitFootage.pick({ person: true }),
    query: AwaitFootage.omit({ person: true }),
    answer: FootageNews,
  },
  /** The file is named `SEGMENT.ts`. */
  playSegment: {
    method: 'GET',
    path: '/api/playback/segments/{file}',
    params: SegmentFile,
    answer: 'video/mp2t',
    headId: 'measureSegment',
  },
});
