import { AppError } from '@workcompanion/core/errors';
import type { DeviceId, PersonId, PurposeId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import type { people } from '@workcompanion/db/schema/people';
import { purposes } from '@workcompanion/db/schema/purposes';
import { and, desc, eq, gt } from 'drizzle-orm';
import type { AskedPurpose, Purpose, WatchingSettings } from '../../contract/watching.ts';
import { reachOf } from '../auth/reach/reach.ts';
import { readStanding } from '../auth/reach/read-standing.ts';
import { readWatchingSettings } from '../auth/reach/watching-settings.ts';
import { rightsOf } from '../auth/rights.ts';
import type { SignedInUser, UserContext } from '../auth/user-context.ts';

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

type Watcher = Pick<SignedInUser, 'roles' | 'personId'>;

/** Whether who watches this person's footage must say why. */
export function isPurposeAsked(
  { roles, personId }: Watcher,
  person: PersonId,
  { exemptRoles }: WatchingSettings,
): boolean {
  const isSelf = roles.includes('employee') && personId === person;
  return !(isSelf || roles.some((role) => exemptRoles.includes(role)));
}

/** What the user said about watching this person, as long as it counts. */
export async function currentPurpose(
  { db, user, now }: Asker,
  person: PersonId,
): Promise<Purpose | null> {
  const { id, reason, note, declaredAt, endsAt, undisclosedUntil } = purposes;
  const [row] = await db
    .select({ id, reason, note, declaredAt, endsAt, undisclosedUntil })
    .from(purposes)
    .where(and(eq(purposes.userId, user.id), eq(purposes.personId, person), gt(endsAt, now())))
    .orderBy(desc(declaredAt))
    .limit(1);
  return row ?? null;
}

type Person = Pick<typeof people.$inferSelect, 'id' | 'teamId'>;

/** Whom the user may not watch, nobody asks them about. */
export async function askedPurpose(ctx: Asker, person: Person): Promise<AskedPurpose> {
  const mayDelay = rightsOf(ctx.user.roles).includes('hold');
  const reach = reachOf(await readStanding(ctx), { right: 'watch', person, now: ctx.now() });
  const isInReach = reach === 'all' || reach.length > 0;
  const [settings, current] = await Promise.all([
    readWatchingSettings(ctx.db),
    currentPurpose(ctx, person.id),
  ]);
  return {
    isAsked: isInReach && isPurposeAsked(ctx.user, person.id, settings),
    wordsRequired: settings.wordsRequired,
    mayDelay,
    current: isInReach ? current : null,
  };
}
