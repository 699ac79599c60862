import { OneCase } from '../../../../../contract/cases.ts';
import { reopenCase } from '../../../../../server/cases/reopen-case.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(OneCase), reopenCase));
