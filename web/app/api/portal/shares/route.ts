import { MakeShare } from '../../../../contract/shares.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';
import { makeShare } from '../../../../server/shares/make-share.ts';

export const POST = route(userEndpoint(jsonBody(MakeShare), makeShare));
