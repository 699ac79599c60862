import { location } from '../../../../../../server/http/location.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';
import { OpenPictures, openPictures } from '../../../../../../server/thumbnails/open-pictures.ts';
import { picturesReply } from '../../../../../../server/thumbnails/pictures-reply.ts';

export const GET = route(userEndpoint(location(OpenPictures), openPictures, picturesReply));
