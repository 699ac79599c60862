import { location } from '../../../../../../../../server/http/location.ts';
import { route } from '../../../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../../../server/http/user-endpoint.ts';
import { readDayActivity } from '../../../../../../../../server/people/read-day-activity.ts';
import { ReadPersonDay } from '../../../../../../../../server/people/read-person-day.ts';

export const GET = route(userEndpoint(location(ReadPersonDay), readDayActivity));
