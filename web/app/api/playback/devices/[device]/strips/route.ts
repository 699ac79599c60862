import { location } from '../../../../../../server/http/location.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';
import { OpenPictures } from '../../../../../../server/thumbnails/open-pictures.ts';
import { openStrips } from '../../../../../../server/thumbnails/open-strips.ts';
import { picturesReply } from '../../../../../../server/thumbnails/pictures-reply.ts';

export const GET = route(userEndpoint(location(OpenPictures), openStrips, picturesReply));
