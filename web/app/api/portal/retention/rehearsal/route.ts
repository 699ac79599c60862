import { location } from '../../../../../server/http/location.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { RehearseRule, rehearseRule } from '../../../../../server/retention/rehearse-rule.ts';

export const GET = route(userEndpoint(location(RehearseRule), rehearseRule));
