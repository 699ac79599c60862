import { devices } from '@workcompanion/db/schema/devices';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { ReadPersonDay } from '../../contract/people.ts';
import { reachPerson } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import { localDay } from './local-day.ts';

/** A person's day for one who may watch it: its bounds, their devices, and what of it is in reach. */
export async function watchedDay(
  ctx: UserContext,
  { person: id, date }: z.infer<typeof ReadPersonDay>,
) {
  const { person, reach } = await reachPerson(ctx, 'watch', id);
  const { from, to } = localDay(date, person.timeZone);
  const owned = await ctx.db
    .select({ id: devices.id })
    .from(devices)
    .where(eq(devices.personId, id));
  const deviceIds = owned.map(({ id }) => id);
  return {
    reach,
    stretch: { deviceIds, from, to },
  };
}
