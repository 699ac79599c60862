import type { Reply } from '../http/reply.ts';
import type { OpenedSegment } from './open-segment.ts';

/**
 * 200, or 206 for a range. Not to be stored: the plain picture shall not lie on the viewer's disk,
 * and a right that is taken away shall count at once.
 */
export function segmentReply({ etag, size, range, content }: OpenedSegment): Reply {
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
