import type { PortalClient } from '../../../scripts/processes/portal-client.ts';
import { PEOPLE_ROUTES, type PersonDay } from '../../contract/people.ts';
import { routePath } from '../../features/api/call-route.ts';

/** Today of the first person. */
export async function readDay(admin: PortalClient): Promise<PersonDay> {
  const { items } = await admin.get<{ items: { id: string; today: { date: string } }[] }>(
    PEOPLE_ROUTES.listPeople.path,
  );
  const [person] = items;
  if (!person) throw new Error('nobody was recorded');
  return admin.get<PersonDay>(
    routePath(PEOPLE_ROUTES.readPersonDay, { person: person.id, date: person.today.date }),
  );
}
