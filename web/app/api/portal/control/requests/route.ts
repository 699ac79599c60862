import {
  ListControlRequests,
  listControlRequests,
} from '../../../../../server/control/list-control-requests.ts';
import { location } from '../../../../../server/http/location.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';

export const GET = route(userEndpoint(location(ListControlRequests), listControlRequests));
