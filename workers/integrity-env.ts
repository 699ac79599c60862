import { z } from 'zod';
import { WallClock } from './wall-clock.ts';

/** Settings of the archive's checks; .env.example says what each means. */
export const IntegrityEnv = z.object({
  INTEGRITY_AT: WallClock.default(6 * 60),
  INTEGRITY_SAMPLE_OBJECTS: z.coerce.number().int().min(0).max(100_000).default(200),
  INTEGRITY_SAMPLE_BYTES: z.coerce.number().int().min(0).default(1_073_741_824),
});
export type IntegrityEnv = z.infer<typeof IntegrityEnv>;
