import { location } from '../../../../../../server/http/location.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';
import {
  ExplainDevicePolicy,
  explainDevicePolicy,
} from '../../../../../../server/policies/explain-device-policy.ts';

export const GET = route(userEndpoint(location(ExplainDevicePolicy), explainDevicePolicy));
