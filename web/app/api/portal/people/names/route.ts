import { location } from '../../../../../server/http/location.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import {
  ListPersonNames,
  listPersonNames,
} from '../../../../../server/people/list-person-names.ts';

export const GET = route(userEndpoint(location(ListPersonNames), listPersonNames));
