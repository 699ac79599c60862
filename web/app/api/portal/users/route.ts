import { location } from '../../../../server/http/location.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';
import { ListUsers, listUsers } from '../../../../server/users/list-users.ts';

export const GET = route(userEndpoint(location(ListUsers), listUsers));
