import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { people } from '@workcompanion/db/schema/people';
import { purposes } from '@workcompanion/db/schema/purposes';
import { type AnyColumn, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm';
import type { UserContext } from '../auth/user-context.ts';

/** For views with their purposes: those that the person who was watched may know of. */
export function isDisclosed(now: UtcMicros): SQL | undefined {
  return or(isNull(purposes.undisclosedUntil), lte(purposes.undisclosedUntil, now));
}

/**
 * Those of whose investigations the user is told before they are disclosed: to compliance and auditors
 * of everybody but themselves, to others of nobody.
 */
export function isToldAtOnce({ roles, personId }: UserContext['user'], person: AnyColumn): SQL {
  if (!roles.includes('compliance') && !roles.includes('auditor')) return sql`false`;
  return personId === null ? sql`true` : ne(person, personId);
}

/** For views with their purposes and people: those that the user may know of. */
export function isDisclosedTo({ user, now }: Pick<UserContext, 'user' | 'now'>): SQL | undefined {
  return or(isDisclosed(now()), isToldAtOnce(user, people.id));
}
