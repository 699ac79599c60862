import { route } from '../../../server/http/route.ts';
import { getMetrics } from '../../../server/metrics/metrics-endpoint.ts';

export const GET = route(getMetrics);
