import type { ByteSource, Reply } from '../http/reply.ts';

/** Not to be stored, as footage is not: no plain thumbnail shall lie on the viewer's disk. */
export function thumbnailsReply(body: ByteSource): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'application/octet-stream', 'cache-control': 'private, no-store' },
    body,
  };
}
