import { OneUser } from '../../../../../contract/users.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { makeAccountLink } from '../../../../../server/users/make-account-link.ts';

export const POST = route(userEndpoint(jsonBody(OneUser), makeAccountLink));
