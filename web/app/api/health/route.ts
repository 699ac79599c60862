import { checkHealth } from '../../../server/health/check-health.ts';
import { noInput } from '../../../server/http/no-input.ts';
import { publicEndpoint } from '../../../server/http/public-endpoint.ts';
import { route } from '../../../server/http/route.ts';

export const GET = route(publicEndpoint(noInput, checkHealth));
