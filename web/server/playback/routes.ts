import { PLAYBACK_ROUTES } from '../../contract/playback.ts';
import { PLAYER_LINK_ROUTES } from '../../contract/player-links.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind, bindExchange } from '../http/bind.ts';
import type { Call } from '../http/call.ts';
import type { Reply } from '../http/reply.ts';
import { awaitFootage } from './await-footage.ts';
import { type ServedPlaylist, servePlaylist } from './build-playlist.ts';
import { type OpenedSegment, openCountedSegment } from './open-segment.ts';
import { asPlayer, openLinkedSegment, serveLinkedPlaylist } from './play-by-link.ts';
import { endPlayerLink, listPlayerLinks, makePlayerLink } from './player-links.ts';

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
  bind(PLAYER_LINK_ROUTES.listPlayerLinks, asUser, listPlayerLinks),
  bind(PLAYER_LINK_ROUTES.makePlayerLink, asUser, makePlayerLink),
  bind(PLAYER_LINK_ROUTES.endPlayerLink, asUser, endPlayerLink),
  // For programs that have no account: the token of an address.
  bindExchange(PLAYER_LINK_ROUTES.buildLinkedPlaylist, asPlayer, {
    read: (call) => ({ address: call.header('x-forwarded-for') ?? 'unknown' }),
    verb: serveLinkedPlaylist,
    respond: playlistReply,
    isDirect: true,
  }),
  bindExchange(PLAYER_LINK_ROUTES.playLinkedSegment, asPlayer, {
    read: segmentWish,
    verb: (ctx, { file, ...wish }) => openLinkedSegment(ctx, { id: file, ...wish }),
    respond: segmentReply,
    isDirect: true,
  }),
];

/** An address may have a token in it, which no other server shall be told. */
const NO_REFERRER = { 'referrer-policy': 'no-referrer' } as const;

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
      ...NO_REFERRER,
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
      headers: {
        ...NO_REFERRER,
        location: `${url.pathname}?${query}`,
        'cache-control': 'no-store',
      },
      body: null,
    };
  }
  return {
    status: 200,
    headers: {
      ...NO_REFERRER,
      'content-type': 'application/vnd.apple.mpegurl',
      'cache-control': 'no-store',
    },
    body: served.playlist,
  };
}
