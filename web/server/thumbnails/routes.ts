import { THUMBNAIL_ROUTES } from '../../contract/thumbnails.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind, bindExchange } from '../http/bind.ts';
import type { ByteSource, Reply } from '../http/reply.ts';
import { openStrips, openThumbnails } from './open-thumbnails.ts';
import { readDayThumbnails } from './read-day-thumbnails.ts';

export const thumbnailRoutes: readonly BoundRoute[] = [
  bindExchange(THUMBNAIL_ROUTES.openThumbnails, asUser, {
    verb: openThumbnails,
    respond: thumbnailsReply,
  }),
  bindExchange(THUMBNAIL_ROUTES.openStrips, asUser, { verb: openStrips, respond: thumbnailsReply }),
  bind(THUMBNAIL_ROUTES.readDayThumbnails, asUser, readDayThumbnails),
];

/** Not to be stored, as footage is not: no plain thumbnail shall lie on the viewer's disk. */
function thumbnailsReply(body: ByteSource): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'application/octet-stream', 'cache-control': 'private, no-store' },
    body,
  };
}
