import { RollOutRelease } from '../../../../../contract/releases.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { rollOutRelease } from '../../../../../server/releases/roll-out-release.ts';

export const POST = route(userEndpoint(jsonBody(RollOutRelease), rollOutRelease));
