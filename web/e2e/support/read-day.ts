import type { PortalClient } from '../../../scripts/processes/portal-client.ts';
import type { PersonDay } from '../../contract/people.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';

/** Today of the first person. */
export async function readDay(admin: PortalClient): Promise<PersonDay> {
  const { items } = await admin.get<{ items: { id: string; today: { date: string } }[] }>(
    PORTAL_ROUTES.people,
  );
  const [person] = items;
  if (!person) throw new Error('nobody was recorded');
  return admin.get<PersonDay>(PORTAL_ROUTES.personDay(person.id, person.today.date));
}
