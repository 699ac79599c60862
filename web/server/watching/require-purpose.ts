import { AppError } from '@workcompanion/core/errors';
import type { DeviceId, PersonId, PurposeId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { eq } from 'drizzle-orm';
import { readWatchingSettings } from '../auth/reach/watching-settings.ts';
import type { UserContext } from '../auth/user-context.ts';
import { currentPurpose } from './current-purpose.ts';
import { isPurposeAsked } from './is-purpose-asked.ts';

type Asker = Pick<UserContext, 'db' | 'user' | 'now'>;

/**
 * What the user watches this device for; null where nobody asks. Comes after the right to watch was
 * checked. Throws `purpose-required`, and `not-found` when there is no such device.
 */
export async function requirePurpose(ctx: Asker, device: DeviceId): Promise<PurposeId | null> {
  const person = await personOf(ctx.db, device);
  const purpose = await currentPurpose(ctx, person);
  if (purpose) return purpose.id;
  if (isPurposeAsked(ctx.user, person, await readWatchingSettings(ctx.db))) {
    throw new AppError('purpose-required', 'Say first why you watch this person.', {
      details: { person },
    });
  }
  return null;
}

async function personOf(db: Db, device: DeviceId): Promise<PersonId> {
  const [row] = await db
    .select({ person: devices.personId })
    .from(devices)
    .where(eq(devices.id, device));
  if (!row) throw new AppError('not-found', `There is no device ${device}.`);
  return row.person;
}
