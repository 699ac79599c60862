import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { users } from '@workcompanion/db/schema/users';
import { and, or, type SQL, sql } from 'drizzle-orm';

/** As the column `folded` is made: without case, accents and width. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}

function wordsOf(search: string): string[] {
  return fold(search).split(/\s+/).filter(Boolean);
}

/**
 * Each word of the search is in the name, the login, or the name of a computer. Computers are looked
 * through once, and only when a person's own names don't hold the word.
 */
export function matchesSearch(search: string): SQL | undefined {
  return and(
    ...wordsOf(search).map(
      (word) => sql`(strpos(${people.folded}, ${word}) > 0 or ${people.id} in (
        select ${devices.personId} from ${devices} where strpos(${devices.foldedHostname}, ${word}) > 0))`,
    ),
  );
}

/** The same for a list of computers: people are looked through once. */
export function matchesSearchOfDevices(search: string): SQL | undefined {
  return and(
    ...wordsOf(search).map(
      (word) => sql`(strpos(${devices.foldedHostname}, ${word}) > 0 or ${devices.personId} in (
        select ${people.id} from ${people} where strpos(${people.folded}, ${word}) > 0))`,
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
