import { location } from '../../../../../server/http/location.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { ListDeletions, listDeletions } from '../../../../../server/retention/list-deletions.ts';

export const GET = route(userEndpoint(location(ListDeletions), listDeletions));
