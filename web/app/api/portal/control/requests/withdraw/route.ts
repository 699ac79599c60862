import { OneControlRequest } from '../../../../../../contract/control.ts';
import { withdrawControlRequest } from '../../../../../../server/control/withdraw-control-request.ts';
import { jsonBody } from '../../../../../../server/http/json-body.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(OneControlRequest), withdrawControlRequest));
