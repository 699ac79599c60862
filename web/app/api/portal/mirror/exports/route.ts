import { location } from '../../../../../server/http/location.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { ListOwnExports, listOwnExports } from '../../../../../server/mirror/list-own-exports.ts';

export const GET = route(userEndpoint(location(ListOwnExports), listOwnExports));
