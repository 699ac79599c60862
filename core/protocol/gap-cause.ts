import { z } from 'zod';

/**
 * Why a stretch has no footage, or why a recording ended. `stopped` is a recorder that was closed in
 * an orderly way while its user stayed signed in; `settings-changed` one that goes on in another way.
 * The server alone says `footage-lost` and `key-lost`: of segments whose statements came again after its
 * database was restored, and whose bytes, or whose key, nobody has any more.
 */
export const GapCause = z.enum([
  'locked',
  'asleep',
  'signed-out',
  'stopped',
  'settings-changed',
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
  'footage-lost',
  'key-lost',
]);
export type GapCause = z.infer<typeof GapCause>;
