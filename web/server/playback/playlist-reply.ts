import type { Reply } from '../http/reply.ts';

/** RFC 8216, section 4: the media type of a playlist. */
export function playlistReply(playlist: string): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.apple.mpegurl', 'cache-control': 'no-store' },
    body: playlist,
  };
}
