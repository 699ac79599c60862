import { HoldCase } from '../../../../../contract/cases.ts';
import { holdCase } from '../../../../../server/cases/hold-case.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(HoldCase), holdCase));
