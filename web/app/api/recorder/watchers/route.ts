import { deviceEndpoint } from '../../../../server/http/device-endpoint.ts';
import { noInput } from '../../../../server/http/no-input.ts';
import { route } from '../../../../server/http/route.ts';
import { listWatchers } from '../../../../server/recorder/list-watchers.ts';

export const GET = route(deviceEndpoint(noInput, listWatchers));
