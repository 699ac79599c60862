import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';

/** A moment in an address: UTC µs. */
export const MicrosParam = z
  .string()
  .regex(/^\d{1,16}$/, 'not a time in UTC µs')
  .transform(Number)
  .pipe(UtcMicros);
