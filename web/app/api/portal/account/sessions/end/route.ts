import { OneSession } from '../../../../../../contract/account.ts';
import { endOwnSession } from '../../../../../../server/account/end-own-session.ts';
import { jsonBody } from '../../../../../../server/http/json-body.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(OneSession), endOwnSession));
