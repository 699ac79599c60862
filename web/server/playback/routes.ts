import { PLAYBACK_ROUTES } from '../../contract/playback.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bindExchange } from '../http/bind.ts';
import type { Call } from '../http/call.ts';
import type { Reply } from '../http/reply.ts';
import { awaitFootage } from './await-footage.ts';
import { type ServedPlaylist, servePlaylist } from './build-playlist.ts';
import { type OpenedSegment, openCountedSegment } from './open-segment.ts';

export const playbackRoutes: readonly BoundRoute[] = [
  bindExchange(PLAYBACK_ROUTES.buildPlaylist, asUser, {
    verb: servePlaylist,
    respond: playlistReply,
  }),
  bindExchange(PLAYBACK_ROUTES.awaitFootage, asUser, {
    read: ({ signal }) => ({ signal }),
    verb: awaitFootage,
    isDirect: true,
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

/**
 * 200, or 206 for a range. Not to be stored: the plain picture shall not lie on the viewer's disk,
 * and a right that is taken away shall count at once.
 */
function segmentReply({ etag, size, range, content }: OpenedSegment): Reply {
  const { start, end } = range ?? { start: 0, end: size };
  return {
    status: range ? 206 : 200,
    headers: {
      'content-type': 'video/mp2t',
      'content-length': String(end - start),
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-store',
      etag,
      ...(range && { 'content-range': `bytes ${start}-${end - 1}/${size}` }),
    },
    body: content,
  };
}

/** RFC 8216, section 4: the media type of a playlist. */
function playlistReply(served: ServedPlaylist, { url }: Call): Reply {
  if ('target' in served) {
    const query = new URLSearchParams(url.searchParams);
    query.set('target', String(served.target));
    return {
      status: 302,
      headers: { location: `${url.pathname}?${query}`, 'cache-control': 'no-store' },
      body: null,
    };
  }
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.apple.mpegurl', 'cache-control': 'no-store' },
    body: served.playlist,
  };
}
