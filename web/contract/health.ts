import { z } from 'zod';

export const Liveness = z.object({ status: z.literal('live') });

/** Each part with its word, and figures beside; neither paths nor names of hosts. */
export const ReadinessAnswer = z.object({
  status: z.enum(['ready', 'degraded', 'not-ready']),
  parts: z.record(z.string(), z.looseObject({ state: z.string() })),
});
