import { THUMBNAIL_ROUTES } from '../../contract/thumbnails.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind, bindExchange } from '../http/bind.ts';
import { openStrips } from './open-strips.ts';
import { openThumbnails } from './open-thumbnails.ts';
import { readDayThumbnails } from './read-day-thumbnails.ts';
import { thumbnailsReply } from './thumbnails-reply.ts';

export const thumbnailRoutes: readonly BoundRoute[] = [
  bindExchange(THUMBNAIL_ROUTES.openThumbnails, asUser, {
    verb: openThumbnails,
    respond: thumbnailsReply,
  }),
  bindExchange(THUMBNAIL_ROUTES.openStrips, asUser, { verb: openStrips, respond: thumbnailsReply }),
  bind(THUMBNAIL_ROUTES.readDayThumbnails, asUser, readDayThumbnails),
];
