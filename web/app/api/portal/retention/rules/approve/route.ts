import { RuleChoice } from '../../../../../../contract/retention.ts';
import { jsonBody } from '../../../../../../server/http/json-body.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';
import { approveRule } from '../../../../../../server/retention/approve-rule.ts';

export const POST = route(userEndpoint(jsonBody(RuleChoice), approveRule));
