import { AppError } from '@workcompanion/core/errors';
import type { DeviceId, EmployeeId, PurposeId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { eq } from 'drizzle-orm';
import type { UserContext } from '../auth/user-context.ts';
import { currentPurpose } from './current-purpose.ts';
import { isPurposeAsked } from './is-purpose-asked.ts';
import { readWatchingSettings } from './watching-settings.ts';

type Asker = Pick<UserContext, 'db' | 'user' | 'now'>;

/**
 * What the user watches this device for; null where nobody asks. Comes after the right to watch was
 * checked. Throws `purpose-required`, and `not-found` when there is no such device.
 */
export async function requirePurpose(ctx: Asker, device: DeviceId): Promise<PurposeId | null> {
  const employee = await employeeOf(ctx.db, device);
  const purpose = await currentPurpose(ctx, employee);
  if (purpose) return purpose.id;
  if (isPurposeAsked(ctx.user, employee, await readWatchingSettings(ctx.db))) {
    throw new AppError('purpose-required', 'Say first why you watch this person.', {
      details: { employee },
    });
  }
  return null;
}

async function employeeOf(db: Db, device: DeviceId): Promise<EmployeeId> {
  const [row] = await db
    .select({ employee: devices.employeeId })
    .from(devices)
    .where(eq(devices.id, device));
  if (!row) throw new AppError('not-found', `There is no device ${device}.`);
  return row.employee;
}
