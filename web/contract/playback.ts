import { DeviceId, SegmentId } from '@workcompanion/core/ids';
import { DisplayName } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { MicrosParam } from './micros-param.ts';
export const BuildPlaylist = z.object({
  device: DeviceId,
  display: DisplayName,
  from: MicrosParam,
  to: MicrosParam,
  /** Seconds: the target duration of a playlist that may still grow, which sends there. */
  target: z.coerce.number().int().min(1).max(7_200).optional(),
  /** Set by players that hold an earlier version (RFC 8216bis, section 6.2.5.1). */
  _HLS_skip: z.enum(['YES', 'v2']).optional(),
});
export type BuildPlaylist = z.infer<typeof BuildPlaylist>;

const SegmentFile = z.object({
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
  /** The file is named `SEGMENT.ts`. */
  playSegment: {
    method: 'GET',
    path: '/api/playback/segments/{file}',
    params: SegmentFile,
    answer: 'video/mp2t',
    headId: 'measureSegment',
  },
});
