import { PLAYBACK_ROUTES } from '../../contract/playback.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bindExchange } from '../http/bind.ts';
import type { Call } from '../http/call.ts';
import { buildPlaylist } from './build-playlist.ts';
import { openCountedSegment } from './open-counted-segment.ts';
import { playlistReply } from './playlist-reply.ts';
import { segmentReply } from './segment-reply.ts';

export const playbackRoutes: readonly BoundRoute[] = [
  bindExchange(PLAYBACK_ROUTES.buildPlaylist, asUser, {
    verb: buildPlaylist,
    respond: playlistReply,
  }),
  bindExchange(PLAYBACK_ROUTES.playSegment, asUser, {
    read: segmentWish,
    verb: (ctx, { file, ...wish }) => openCountedSegment(ctx, { id: file, ...wish }),
    respond: segmentReply,
    isDirect: true,
  }),
];

function segmentWish(call: Call) {
  return {
    range: call.header('range'),
    ifRange: call.header('if-range'),
    headOnly: call.method === 'HEAD',
    signal: call.signal,
  };
}
