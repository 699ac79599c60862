import { DeclarePurpose } from '../../../../contract/watching.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';
import { declarePurpose } from '../../../../server/watching/declare-purpose.ts';

export const POST = route(userEndpoint(jsonBody(DeclarePurpose), declarePurpose));
