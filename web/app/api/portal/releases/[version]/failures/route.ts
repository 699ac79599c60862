import { location } from '../../../../../../server/http/location.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';
import {
  ListFailedUpdates,
  listFailedUpdates,
} from '../../../../../../server/releases/list-failed-updates.ts';

export const GET = route(userEndpoint(location(ListFailedUpdates), listFailedUpdates));
