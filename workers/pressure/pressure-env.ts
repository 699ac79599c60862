import { z } from 'zod';

/** The settings of the watch over the disk; .env.example says what each means. */
export const PressureEnv = z.object({
  PRESSURE_EARLY_HOURS: z.coerce.number().min(0).default(48),
  PRESSURE_FULL_HOURS: z.coerce.number().min(0).default(12),
  HOT_MINIMUM_FREE_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(1024 ** 3),
});
