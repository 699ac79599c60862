import { z } from 'zod';

/**
 * Why a stretch has no footage. `stopped` is a recorder that was closed in an orderly way while its
 * user stayed signed in.
 */
export const GapCause = z.enum([
  'locked',
  'asleep',
  'signed-out',
  'stopped',
  'outside-schedule',
  'paused',
  'excluded-app',
  'secure-desktop',
  'display-lost',
  'capture-failed',
  'disk-full',
  'crashed',
  'killed',
  'clock-changed',
  'unexplained',
]);
export type GapCause = z.infer<typeof GapCause>;
