import { MakeRemark } from '../../../../contract/watching.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';
import { makeRemark } from '../../../../server/remarks/make-remark.ts';

export const POST = route(userEndpoint(jsonBody(MakeRemark), makeRemark));
