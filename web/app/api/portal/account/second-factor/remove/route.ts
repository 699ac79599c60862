import { ProveOwner } from '../../../../../../contract/account.ts';
import { removeOwnSecondFactor } from '../../../../../../server/account/remove-own-second-factor.ts';
import { jsonBody } from '../../../../../../server/http/json-body.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(ProveOwner), removeOwnSecondFactor));
