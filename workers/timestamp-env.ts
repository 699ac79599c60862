import { z } from 'zod';

/** Settings of the checkpoints' time-stamps; .env.example says what each means. */
export const TimestampEnv = z.object({
  TSA_URL: z.url({ protocol: /^https?$/ }).optional(),
  TSA_CA_FILE: z.string().optional(),
});
export type TimestampEnv = z.infer<typeof TimestampEnv>;
