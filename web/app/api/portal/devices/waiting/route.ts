import { listWaitingDevices } from '../../../../../server/devices/list-waiting-devices.ts';
import { noInput } from '../../../../../server/http/no-input.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';

export const GET = route(userEndpoint(noInput, listWaitingDevices));
