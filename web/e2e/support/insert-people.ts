import { newId, PersonId } from '@workcompanion/core/ids';
import { connect } from '@workcompanion/db/client';
import { people } from '@workcompanion/db/schema/people';
import { readPortalRun } from '../../../scripts/portal-run-file.ts';
import type { PortalProcess } from '../../../scripts/processes/portal-process.ts';

/** People as enrolments make them known, without a recorder each. */
export async function insertPeople(
  { dataDir }: PortalProcess,
  names: readonly string[],
): Promise<PersonId[]> {
  const run = await readPortalRun(dataDir);
  if (!run) throw new Error('no portal runs there');
  const { db, close } = connect(run.databaseUrl, { max: 1 });
  const rows = names.map((name) => {
    const id = newId(PersonId);
    return { id, name, login: id, timeZone: 'UTC', createdAt: Date.now() * 1000 };
  });
  await db.insert(people).values(rows);
  await close();
  return rows.map(({ id }) => id);
}
