import { DeviceId, PlayerLinkId } from '@workcompanion/core/ids';
import { DisplayName, UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { BuildPlaylist, SegmentFile } from './playback.ts';

export const MakePlayerLink = z.object({
  device: DeviceId,
  display: DisplayName,
  from: UtcMicros,
  to: UtcMicros,
});
export type MakePlayerLink = z.infer<typeof MakePlayerLink>;

export const PlayerLink = MakePlayerLink.extend({
  id: PlayerLinkId,
  expiresAt: UtcMicros,
  /** When a program first asked by it; null as long as none has. */
  openedAt: UtcMicros.nullable(),
});
export type PlayerLink = z.infer<typeof PlayerLink>;

/** The only time the address is shown. */
export const PlayerLinkMade = z.object({ id: PlayerLinkId, url: z.string(), expiresAt: UtcMicros });
export type PlayerLinkMade = z.infer<typeof PlayerLinkMade>;

export const EndPlayerLink = z.object({ link: PlayerLinkId });
export type EndPlayerLink = z.infer<typeof EndPlayerLink>;

/** In the query, since logs of refused requests keep the path alone. */
const Token = z.object({ token: z.string().max(100) });

export const PLAYER_LINK_ROUTES = defineRoutes({
  listPlayerLinks: {
    method: 'GET',
    path: '/api/portal/player-links',
    answer: z.object({ items: z.array(PlayerLink) }),
  },
  makePlayerLink: {
    method: 'POST',
    path: '/api/portal/player-links',
    body: MakePlayerLink,
    answer: PlayerLinkMade,
  },
  endPlayerLink: {
    method: 'POST',
    path: '/api/portal/player-links/end',
    body: EndPlayerLink,
    answer: null,
  },
  buildLinkedPlaylist: {
    method: 'GET',
    path: '/api/shared/player/playlist.m3u8',
    query: BuildPlaylist.pick({ target: true, _HLS_skip: true }).extend(Token.shape),
    answer: 'application/vnd.apple.mpegurl',
    isOpen: true,
  },
  /** The file is named `SEGMENT.ts`. */
  playLinkedSegment: {
    method: 'GET',
    path: '/api/shared/player/segments/{file}',
    params: SegmentFile,
    query: Token,
    answer: 'video/mp2t',
    isOpen: true,
    headId: 'measureLinkedSegment',
  },
});
