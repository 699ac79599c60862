import { location } from '../../../../../../server/http/location.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';
import {
  OpenThumbnails,
  openThumbnails,
} from '../../../../../../server/thumbnails/open-thumbnails.ts';
import { thumbnailsReply } from '../../../../../../server/thumbnails/thumbnails-reply.ts';

export const GET = route(userEndpoint(location(OpenThumbnails), openThumbnails, thumbnailsReply));
