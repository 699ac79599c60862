import { OneRelease } from '../../../../../contract/releases.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { pauseRelease } from '../../../../../server/releases/pause-release.ts';

export const POST = route(userEndpoint(jsonBody(OneRelease), pauseRelease));
