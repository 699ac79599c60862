import { deviceEndpoint } from '../../../../server/http/device-endpoint.ts';
import { location } from '../../../../server/http/location.ts';
import { route } from '../../../../server/http/route.ts';
import { ListCheckpoints, listCheckpoints } from '../../../../server/recorder/list-checkpoints.ts';

export const GET = route(deviceEndpoint(location(ListCheckpoints), listCheckpoints));
