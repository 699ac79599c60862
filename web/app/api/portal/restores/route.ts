import { RequestRestore } from '../../../../contract/restores.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { location } from '../../../../server/http/location.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';
import { ReadRestores, readRestores } from '../../../../server/restores/read-restores.ts';
import { requestRestore } from '../../../../server/restores/request-restore.ts';

export const GET = route(userEndpoint(location(ReadRestores), readRestores));
export const POST = route(userEndpoint(jsonBody(RequestRestore), requestRestore));
