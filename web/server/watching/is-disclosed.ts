import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { employees } from '@workcompanion/db/schema/employees';
import { purposes } from '@workcompanion/db/schema/purposes';
import { isNull, lte, ne, or, type SQL } from 'drizzle-orm';
import type { UserContext } from '../auth/user-context.ts';

/** For views with their purposes: those that the person who was watched may know of. */
export function isDisclosed(now: UtcMicros): SQL | undefined {
  return or(isNull(purposes.undisclosedUntil), lte(purposes.undisclosedUntil, now));
}

/**
 * For views with their purposes and people: those that the user may know of. What is shown to the person
 * later, compliance and auditors alone see until then, and of themselves they neither.
 */
export function isDisclosedTo({ user, now }: Pick<UserContext, 'user' | 'now'>): SQL | undefined {
  const mayKnow = user.roles.includes('compliance') || user.roles.includes('auditor');
  if (!mayKnow) return isDisclosed(now());
  return user.employeeId === null
    ? undefined
    : or(isDisclosed(now()), ne(employees.id, user.employeeId));
}
