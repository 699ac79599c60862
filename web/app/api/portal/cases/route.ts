import { MakeCase } from '../../../../contract/cases.ts';
import { ListCases, listCases } from '../../../../server/cases/list-cases.ts';
import { makeCase } from '../../../../server/cases/make-case.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { location } from '../../../../server/http/location.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';

export const GET = route(userEndpoint(location(ListCases), listCases));
export const POST = route(userEndpoint(jsonBody(MakeCase), makeCase));
