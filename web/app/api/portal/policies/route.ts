import { CreatePolicy } from '../../../../contract/policies.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { location } from '../../../../server/http/location.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';
import { createPolicy } from '../../../../server/policies/create-policy.ts';
import { ListPolicies, listPolicies } from '../../../../server/policies/list-policies.ts';

export const GET = route(userEndpoint(location(ListPolicies), listPolicies));
export const POST = route(userEndpoint(jsonBody(CreatePolicy), createPolicy));
