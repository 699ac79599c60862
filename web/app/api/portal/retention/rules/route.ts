import { ProposeRule } from '../../../../../contract/retention.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { location } from '../../../../../server/http/location.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import {
  ListEndedRules,
  listEndedRules,
} from '../../../../../server/retention/list-ended-rules.ts';
import { proposeRule } from '../../../../../server/retention/propose-rule.ts';

export const GET = route(userEndpoint(location(ListEndedRules), listEndedRules));
export const POST = route(userEndpoint(jsonBody(ProposeRule), proposeRule));
