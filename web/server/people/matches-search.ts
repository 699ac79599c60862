import { devices } from '@workcompanion/db/schema/devices';
import { employees } from '@workcompanion/db/schema/employees';
import { and, type SQL, sql } from 'drizzle-orm';
import { fold } from './fold.ts';

/** Each word of the search is in the name, the login, or the name of a computer. */
export function matchesSearch(search: string): SQL | undefined {
  const words = fold(search).split(/\s+/).filter(Boolean);
  return and(
    ...words.map(
      (word) => sql`(strpos(${employees.folded}, ${word}) > 0 or exists (
        select 1 from ${devices} where ${devices.employeeId} = ${employees.id}
          and strpos(lower(${devices.host} ->> 'hostname'), ${word}) > 0))`,
    ),
  );
}
