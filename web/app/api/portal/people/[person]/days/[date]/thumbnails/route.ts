import { location } from '../../../../../../../../server/http/location.ts';
import { route } from '../../../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../../../server/http/user-endpoint.ts';
import { ReadPersonDay } from '../../../../../../../../server/people/read-person-day.ts';
import { readDayThumbnails } from '../../../../../../../../server/thumbnails/read-day-thumbnails.ts';

export const GET = route(userEndpoint(location(ReadPersonDay), readDayThumbnails));
