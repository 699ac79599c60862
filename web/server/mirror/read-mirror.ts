import { readStatement } from '@workcompanion/core/crypto/statement';
import { AppError } from '@workcompanion/core/errors';
import type { DeviceId, PersonId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { policyOfDevice } from '@workcompanion/db/queries/policy-of-device';
import { readDeviceDay } from '@workcompanion/db/queries/read-device-day';
import { type DeviceRow, selectDevices } from '@workcompanion/db/queries/select-devices';
import { devices } from '@workcompanion/db/schema/devices';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { people } from '@workcompanion/db/schema/people';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Mirror, MirrorDevice } from '../../contract/mirror.ts';
import type { UserContext } from '../auth/user-context.ts';
import { localDayOf } from '../people/local-day.ts';
import { summarisePerson } from '../people/summarise-person.ts';

/** How the signed-in person is recorded. Throws `forbidden` for whom nobody records. */
export async function readMirror(ctx: UserContext): Promise<Mirror> {
  const id = ownPerson(ctx.user);
  const [person] = await ctx.db.select().from(people).where(eq(people.id, id));
  if (!person) throw new AppError('not-found', `There is no person ${id}.`);
  const owned = await selectDevices(ctx.db)
    .where(eq(devices.personId, id))
    .orderBy(sql`${devices.revokedAt} nulls first`, desc(devices.enrolledAt));
  const now = ctx.now();
  const day = localDayOf(now, person.timeZone);
  const footage = await readDeviceDay(ctx.db, {
    deviceIds: owned.map((device) => device.id),
    from: day.from,
    to: day.to,
  });
  const summary = { person, day, devices: owned, footage, now };
  return {
    person: { id, name: person.name, timeZone: person.timeZone },
    today: summarisePerson({ ...summary, reach: 'all', told: 'all' }).today,
    now,
    devices: await Promise.all(owned.map((device) => mirrorDevice(ctx.db, device))),
  };
}

async function mirrorDevice(
  db: Db,
  { id, host, lastFrameAt, revokedAt }: DeviceRow,
): Promise<MirrorDevice> {
  return {
    id,
    hostname: host.hostname,
    lastFrameAt,
    isRevoked: revokedAt !== null,
    policy: await policyOfDevice(db, id),
    acknowledged: await lastAcknowledged(db, id),
  };
}

async function lastAcknowledged(db: Db, device: DeviceId): Promise<MirrorDevice['acknowledged']> {
  const [row] = await db
    .select({ at: journalEntries.recordedAt, statement: journalEntries.statement })
    .from(journalEntries)
    .where(
      and(
        eq(journalEntries.deviceId, device),
        // As the index's own condition reads: parameters would not match it.
        sql`kind in ('policy-applied', 'notice-acknowledged') and kind = 'notice-acknowledged'`,
      ),
    )
    .orderBy(desc(journalEntries.recordedAt))
    .limit(1);
  // Never packed: only entries of segments are.
  if (!row || row.statement === null) return null;
  const statement = readStatement(row.statement);
  return statement.kind === 'notice-acknowledged'
    ? { version: statement.noticeVersion, at: row.at }
    : null;
}

/** The person that the account is, if it may see itself. Throws `forbidden`. */
export function ownPerson({ roles, personId }: UserContext['user']): PersonId {
  if (!roles.includes('employee') || personId === null) {
    throw new AppError('forbidden', 'Your account is not linked to a person who is recorded.');
  }
  return personId;
}
