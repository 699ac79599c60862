import { DeviceDecision } from '../../../../../contract/devices.ts';
import { decideDevice } from '../../../../../server/devices/decide-device.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(DeviceDecision), decideDevice));
