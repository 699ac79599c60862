import { location } from '../../../../../../../server/http/location.ts';
import { route } from '../../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../../server/http/user-endpoint.ts';
import {
  ReadPersonMonth,
  readPersonMonth,
} from '../../../../../../../server/people/read-person-month.ts';

export const GET = route(userEndpoint(location(ReadPersonMonth), readPersonMonth));
