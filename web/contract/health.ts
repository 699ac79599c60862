import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';

const Liveness = z.object({ status: z.literal('live') });

/** Each part with its word, and figures beside; neither paths nor names of hosts. */
export const ReadinessAnswer = z.object({
  status: z.enum(['ready', 'degraded', 'not-ready']),
  parts: z.record(z.string(), z.looseObject({ state: z.string() })),
});

export const HEALTH_ROUTES = defineRoutes({
  readHealth: { method: 'GET', path: '/api/health', answer: ReadinessAnswer, isOpen: true },
  readLiveness: { method: 'GET', path: '/api/health/live', answer: Liveness, isOpen: true },
  readReadiness: {
    method: 'GET',
    path: '/api/health/ready',
    answer: ReadinessAnswer,
    isOpen: true,
  },
});
