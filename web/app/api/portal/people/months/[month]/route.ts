import { location } from '../../../../../../server/http/location.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';
import {
  ListPeopleOfMonth,
  listPeopleOfMonth,
} from '../../../../../../server/people/list-people-of-month.ts';

export const GET = route(userEndpoint(location(ListPeopleOfMonth), listPeopleOfMonth));
