import { location } from '../../../../server/http/location.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';
import { ListPeople, listPeople } from '../../../../server/people/list-people.ts';

export const GET = route(userEndpoint(location(ListPeople), listPeople));
