import { AppError } from '@workcompanion/core/errors';
import type { DeviceId, PersonId } from '@workcompanion/core/ids';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { eq } from 'drizzle-orm';
import type { PersonRight } from '../rights.ts';
import type { UserContext } from '../user-context.ts';
import { intersectReach, isWithinReach, type Reach, reachOf, type Stretch } from './reach.ts';
import { readStanding } from './read-standing.ts';
import { watchDelay } from './watch-delay.ts';

const ASKED = ['watch', 'live', 'export', 'hold'] as const satisfies readonly PersonRight[];

type Asker = Pick<UserContext, 'db' | 'user' | 'now'>;

type Person = typeof people.$inferSelect;

export interface ReachedPerson {
  readonly person: Person;
  /** What of the person's footage the right may be used on now. */
  readonly reach: Reach;
  /** The same with what is too fresh yet: for what is refused, and for what will come. */
  readonly held: Reach;
}

/** Rights that show footage. */
const SHOWING: readonly PersonRight[] = ['watch', 'export'];

/**
 * The person, and what of their footage the user may use the right on. Throws `not-found` for whom
 * the user may not even list, as for whom there is not, and `forbidden` for less.
 */
export async function reachPerson(
  ctx: Asker,
  right: PersonRight,
  id: PersonId,
): Promise<ReachedPerson> {
  const [person] = await ctx.db.select().from(people).where(eq(people.id, id));
  return reachedPerson(ctx, { right, person, missing: `There is no person ${id}.` });
}

/** The same by one of the person's devices. */
export async function reachDevice(
  ctx: Asker,
  right: PersonRight,
  id: DeviceId,
): Promise<ReachedPerson> {
  const [row] = await ctx.db
    .select({ person: people })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(eq(devices.id, id));
  const missing = `There is no device ${id}.`;
  return reachedPerson(ctx, { right, person: row?.person, missing });
}

/** For a stretch of a device's footage, wholly. Throws as `reachDevice`. */
export async function assertReach(
  ctx: Asker,
  right: PersonRight,
  footage: Stretch & { readonly device: DeviceId },
): Promise<void> {
  const reach = await reachOfDevice(ctx, right, footage.device);
  if (!isWithinReach(reach, footage)) throw beyondReach(right);
}

/** What of a device's footage the right may be used on now. Throws as `reachDevice`. */
export async function reachOfDevice(
  ctx: Asker,
  right: PersonRight,
  device: DeviceId,
): Promise<Reach> {
  return (await reachDevice(ctx, right, device)).reach;
}

interface Sought {
  readonly right: PersonRight;
  readonly person: Person | undefined;
  readonly missing: string;
}

async function reachedPerson(
  ctx: Asker,
  { right, person, missing }: Sought,
): Promise<ReachedPerson> {
  if (!person || person.isUnconfirmed) throw new AppError('not-found', missing);
  const standing = await readStanding(ctx);
  const reachBy = (asked: PersonRight) =>
    reachOf(standing, { right: asked, person, now: ctx.now() });
  if (isNone(reachBy('list'))) throw new AppError('not-found', missing);
  const held = reachBy(right);
  if (isNone(held)) throw beyondReach(right);
  const delay = SHOWING.includes(right) ? await watchDelay(ctx, person, standing) : null;
  return { person, held, reach: delay === null ? held : intersectReach(held, delay.seen) };
}

function isNone(reach: Reach): boolean {
  return reach !== 'all' && reach.length === 0;
}

export function beyondReach(right: PersonRight): AppError {
  return new AppError('forbidden', `Your account does not hold the right "${right}" over this.`);
}

/** What the user may do with some of a person's footage at least: for pages, which offer only that. */
export async function rightsOver(
  ctx: Pick<UserContext, 'db' | 'user' | 'now'>,
  person: typeof people.$inferSelect,
): Promise<PersonRight[]> {
  const standing = await readStanding(ctx);
  return ASKED.filter((right) => {
    const reach = reachOf(standing, { right, person, now: ctx.now() });
    return reach === 'all' || reach.length > 0;
  });
}
