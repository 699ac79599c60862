import { ShowSecondFactor } from '../../../../../../contract/account.ts';
import { showSecondFactor } from '../../../../../../server/account/show-second-factor.ts';
import { jsonBody } from '../../../../../../server/http/json-body.ts';
import { route } from '../../../../../../server/http/route.ts';
import { owingEndpoint } from '../../../../../../server/http/user-endpoint.ts';

export const POST = route(owingEndpoint(jsonBody(ShowSecondFactor), showSecondFactor));
