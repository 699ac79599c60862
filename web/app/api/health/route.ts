import { getReady } from '../../../server/health/health-endpoints.ts';
import { route } from '../../../server/http/route.ts';

export const GET = route(getReady);
