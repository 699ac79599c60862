import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { purposes } from '@workcompanion/db/schema/purposes';
import { isNull, lte, or, type SQL } from 'drizzle-orm';

/** For views with their purposes: those that the person who was watched may know of. */
export function isDisclosed(now: UtcMicros): SQL | undefined {
  return or(isNull(purposes.undisclosedUntil), lte(purposes.undisclosedUntil, now));
}
