import { DecideControlRequest } from '../../../../../../contract/control.ts';
import { decideControlRequest } from '../../../../../../server/control/decide-control-request.ts';
import { jsonBody } from '../../../../../../server/http/json-body.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(DecideControlRequest), decideControlRequest));
