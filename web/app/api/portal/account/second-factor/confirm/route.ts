import { ConfirmSecondFactor } from '../../../../../../contract/account.ts';
import { confirmSecondFactor } from '../../../../../../server/account/confirm-second-factor.ts';
import { jsonBody } from '../../../../../../server/http/json-body.ts';
import { route } from '../../../../../../server/http/route.ts';
import { owingEndpoint } from '../../../../../../server/http/user-endpoint.ts';

export const POST = route(owingEndpoint(jsonBody(ConfirmSecondFactor), confirmSecondFactor));
