import type { Db } from '@workcompanion/db/client';
import { users } from '@workcompanion/db/schema/users';
import { and, arrayContains, asc, isNull } from 'drizzle-orm';

/** More names would help nobody. */
const SHOWN = 20;

/** Who runs the system and watches recordings too. */
export async function bothDuties(db: Db): Promise<string[]> {
  const rows = await db
    .select({ name: users.name })
    .from(users)
    .where(and(arrayContains(users.roles, ['admin', 'compliance']), isNull(users.disabledAt)))
    .orderBy(asc(users.name))
    .limit(SHOWN);
  return rows.map(({ name }) => name);
}
