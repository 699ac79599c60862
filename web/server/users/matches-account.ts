import { users } from '@workcompanion/db/schema/users';
import { or, type SQL, sql } from 'drizzle-orm';

/** Part of a name or an email. Accounts are a few thousand at most: looked through, not indexed. */
export function matchesAccount(search: string): SQL | undefined {
  if (search === '') return undefined;
  const words = search.toLowerCase();
  return or(
    sql`strpos(lower(${users.name}), ${words}) > 0`,
    sql`strpos(${users.email}, ${words}) > 0`,
  );
}
