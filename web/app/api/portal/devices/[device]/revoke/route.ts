import { RevokeDevice, revokeDevice } from '../../../../../../server/devices/revoke-device.ts';
import { location } from '../../../../../../server/http/location.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(location(RevokeDevice), revokeDevice));
