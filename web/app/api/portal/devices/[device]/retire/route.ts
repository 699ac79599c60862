import { RetireDevice, retireDevice } from '../../../../../../server/devices/retire-device.ts';
import { location } from '../../../../../../server/http/location.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(location(RetireDevice), retireDevice));
