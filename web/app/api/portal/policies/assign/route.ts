import { AssignPolicy } from '../../../../../contract/policies.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { assignPolicy } from '../../../../../server/policies/assign-policy.ts';

export const POST = route(userEndpoint(jsonBody(AssignPolicy), assignPolicy));
