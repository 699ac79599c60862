import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { users } from '@workcompanion/db/schema/users';
import { and, or, type SQL, sql } from 'drizzle-orm';

/** As the column `folded` is made: without case, accents and width. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}

/** Each word of the search is in the name, the login, or the name of a computer. */
export function matchesSearch(search: string): SQL | undefined {
  const words = fold(search).split(/\s+/).filter(Boolean);
  return and(
    ...words.map(
      (word) => sql`(strpos(${people.folded}, ${word}) > 0 or exists (
        select 1 from ${devices} where ${devices.personId} = ${people.id}
          and strpos(lower(${devices.host} ->> 'hostname'), ${word}) > 0))`,
    ),
  );
}

/** Part of a name or an email. Accounts are a few thousand at most: looked through, not indexed. */
export function matchesAccount(search: string): SQL | undefined {
  if (search === '') return undefined;
  const words = search.toLowerCase();
  return or(
    sql`strpos(lower(${users.name}), ${words}) > 0`,
    sql`strpos(${users.email}, ${words}) > 0`,
  );
}
