import { deviceEndpoint } from '../../../../server/http/device-endpoint.ts';
import { noInput } from '../../../../server/http/no-input.ts';
import { route } from '../../../../server/http/route.ts';
import { readPolicy } from '../../../../server/recorder/read-policy.ts';

export const GET = route(deviceEndpoint(noInput, readPolicy));
