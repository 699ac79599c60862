import type { Outcome } from '@workcompanion/core/evidence/verdict';

/** Those beyond 60 as in sysexits.h. */
export const EXIT_USAGE = 64;
export const EXIT_NOT_A_PACKAGE = 65;
export const EXIT_NO_INPUT = 66;

/** docs/decisions/018: what a script learns without reading. */
export const EXIT_OF = { proven: 0, broken: 1, unproven: 2 } as const satisfies Record<
  Outcome,
  number
>;
