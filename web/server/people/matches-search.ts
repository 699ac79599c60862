import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { and, type SQL, sql } from 'drizzle-orm';
import { fold } from '../sorting/fold.ts';

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
