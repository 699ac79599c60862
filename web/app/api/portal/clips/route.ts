import { MakeClip } from '../../../../contract/cases.ts';
import { makeClip } from '../../../../server/cases/make-clip.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(MakeClip), makeClip));
