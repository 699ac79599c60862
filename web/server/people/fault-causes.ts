import type { GapCause } from '@workcompanion/core/protocol/gap-cause';

/** Causes of gaps that somebody should look at: neither the person's right nor an ordinary pause. */
export const FAULT_CAUSES = [
  'display-lost',
  'capture-failed',
  'disk-full',
  'crashed',
  'killed',
  'unexplained',
  'footage-lost',
  'key-lost',
] as const satisfies readonly GapCause[];
