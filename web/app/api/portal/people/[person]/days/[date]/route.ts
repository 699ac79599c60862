import { location } from '../../../../../../../server/http/location.ts';
import { route } from '../../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../../server/http/user-endpoint.ts';
import {
  ReadPersonDay,
  readPersonDay,
} from '../../../../../../../server/people/read-person-day.ts';

export const GET = route(userEndpoint(location(ReadPersonDay), readPersonDay));
