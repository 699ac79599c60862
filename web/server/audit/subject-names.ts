import type { Db } from '@workcompanion/db/client';
import { cases } from '@workcompanion/db/schema/cases';
import { clips } from '@workcompanion/db/schema/clips';
import { devices } from '@workcompanion/db/schema/devices';
import { employees } from '@workcompanion/db/schema/employees';
import { enrolmentTokens } from '@workcompanion/db/schema/enrolment-tokens';
import { exports } from '@workcompanion/db/schema/exports';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { inArray, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { z } from 'zod';

interface Source {
  readonly table: PgTable;
  readonly id: PgColumn;
  readonly name: SQL<string>;
}

/** Where things that entries are about have their names. */
const SOURCES: Readonly<Record<string, Source>> = {
  user: { table: users, id: users.id, name: sql<string>`${users.name}` },
  employee: { table: employees, id: employees.id, name: sql<string>`${employees.name}` },
  team: { table: teams, id: teams.id, name: sql<string>`${teams.name}` },
  device: { table: devices, id: devices.id, name: sql<string>`${devices.host} ->> 'hostname'` },
  case: { table: cases, id: cases.id, name: sql<string>`${cases.title}` },
  clip: { table: clips, id: clips.id, name: sql<string>`${clips.title}` },
  export: {
    table: exports,
    id: exports.id,
    name: sql<string>`(select ${clips.title} from ${clips} where ${clips.id} = ${exports.clipId})`,
  },
  'enrolment-token': {
    table: enrolmentTokens,
    id: enrolmentTokens.id,
    name: sql<string>`${enrolmentTokens.label}`,
  },
};

/** The present names of what entries are about (`noun:id`), as far as it is still there. */
export async function subjectNames(
  db: Db,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    Object.entries(SOURCES).map(async ([kind, source]) => {
      const ids = idsOf(kind, subjects);
      if (ids.length === 0) return [];
      const { table, id, name } = source;
      const rows = await db
        .select({ id: sql<string>`${id}`, name })
        .from(table)
        .where(inArray(id, ids));
      return rows.map((row): [string, string] => [`${kind}:${row.id}`, row.name]);
    }),
  );
  return new Map(found.flat());
}

function idsOf(kind: string, subjects: readonly string[]): string[] {
  const prefix = `${kind}:`;
  const ids = subjects.flatMap((subject) =>
    subject.startsWith(prefix) ? [subject.slice(prefix.length)] : [],
  );
  return [...new Set(ids)].filter((id) => z.uuid().safeParse(id).success);
}
