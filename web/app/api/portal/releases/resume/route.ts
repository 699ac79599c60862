import { OneRelease } from '../../../../../contract/releases.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { resumeRelease } from '../../../../../server/releases/resume-release.ts';

export const POST = route(userEndpoint(jsonBody(OneRelease), resumeRelease));
