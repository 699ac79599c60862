import { z } from 'zod';
import { WallClock } from './wall-clock.ts';

/** Settings of retention; .env.example says what each means. */
export const RetentionEnv = z.object({ RETENTION_AT: WallClock.default(60) });
export type RetentionEnv = z.infer<typeof RetentionEnv>;
