import { z } from 'zod';

/** Minutes since midnight, written "02:00". */
export const WallClock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is written 02:00')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));
