import { WithdrawGrant } from '../../../../../contract/users.ts';
import { withdrawGrant } from '../../../../../server/grants/withdraw-grant.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(WithdrawGrant), withdrawGrant));
