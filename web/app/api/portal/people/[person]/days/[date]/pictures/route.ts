import { location } from '../../../../../../../../server/http/location.ts';
import { route } from '../../../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../../../server/http/user-endpoint.ts';
import { ReadPersonDay } from '../../../../../../../../server/people/read-person-day.ts';
import { readDayPictures } from '../../../../../../../../server/thumbnails/read-day-pictures.ts';

export const GET = route(userEndpoint(location(ReadPersonDay), readDayPictures));
