import { GiveGrant, OneUser } from '../../../../contract/users.ts';
import { giveGrant } from '../../../../server/grants/give-grant.ts';
import { listGrants } from '../../../../server/grants/list-grants.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { location } from '../../../../server/http/location.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';

export const GET = route(userEndpoint(location(OneUser), listGrants));
export const POST = route(userEndpoint(jsonBody(GiveGrant), giveGrant));
