import type { DeviceId, PersonId, TeamId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { readDeviceDay } from '@workcompanion/db/queries/read-device-day';
import { readThumbnailPacks } from '@workcompanion/db/queries/read-thumbnail-packs';
import { type DeviceRow, selectDevices } from '@workcompanion/db/queries/select-devices';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { purposes } from '@workcompanion/db/schema/purposes';
import { gaps } from '@workcompanion/db/schema/spans';
import { teams } from '@workcompanion/db/schema/teams';
import { and, asc, desc, eq, gt, inArray, isNull } from 'drizzle-orm';
import { MOST_PEOPLE_SHOWN, type PersonNow, Presence, type TeamNow } from '../../contract/home.ts';
import { isWithinReach, type Reach } from '../auth/reach/reach.ts';
import { readStanding } from '../auth/reach/read-standing.ts';
import { toldOf } from '../auth/reach/watch-delay.ts';
import { readWatchingSettings } from '../auth/reach/watching-settings.ts';
import { rightsOf } from '../auth/rights.ts';
import type { UserContext } from '../auth/user-context.ts';
import { localDayOf } from '../people/local-day.ts';
import { summarisePerson } from '../people/summarise-person.ts';
import { isPurposeAsked } from '../watching/require-purpose.ts';
import { decidePresence } from './decide-presence.ts';

/** µs: an older picture tells nothing of the present. */
const LATEST = 2 * 3_600_000_000;

type Member = typeof people.$inferSelect & {
  readonly devices: readonly DeviceRow[];
  readonly standing: ReturnType<typeof decidePresence>;
};

/**
 * What the people do whose teams the user manages: all of them counted, and those told of one by one
 * whom somebody should look at first. It says where their latest pictures are, and gives none.
 */
export async function readTeamNow(ctx: UserContext): Promise<TeamNow> {
  const now = ctx.now();
  const { managedTeams } = await readStanding(ctx);
  const members = await membersOf(ctx, managedTeams);
  const shown = Presence.options
    .flatMap((presence) => members.filter(({ standing }) => standing.presence === presence))
    .slice(0, MOST_PEOPLE_SHOWN);
  const { delayMinutes, wordsRequired } = await readWatchingSettings(ctx.db);
  return {
    now,
    teams: await ctx.db
      .select({ id: teams.id, name: teams.name })
      .from(teams)
      .where(inArray(teams.id, [...managedTeams]))
      .orderBy(asc(teams.name)),
    people: members.length,
    presence: Presence.options.map((presence) => ({
      presence,
      count: members.filter(({ standing }) => standing.presence === presence).length,
    })),
    wordsRequired,
    delayMinutes: rightsOf(ctx.user.roles).includes('live') ? null : delayMinutes,
    shown: await tellPeople(ctx, shown),
  };
}

async function membersOf(ctx: UserContext, managed: readonly TeamId[]): Promise<Member[]> {
  if (managed.length === 0) return [];
  const found = await ctx.db
    .select()
    .from(people)
    .where(and(inArray(people.teamId, [...managed]), eq(people.isUnconfirmed, false)))
    .orderBy(asc(people.name), asc(people.id));
  const ofTeams = ctx.db
    .select({ id: people.id })
    .from(people)
    .where(inArray(people.teamId, [...managed]));
  const rows = await selectDevices(ctx.db).where(
    and(inArray(devices.personId, ofTeams), isNull(devices.revokedAt)),
  );
  const owned = Map.groupBy(rows, ({ personId }) => personId);
  const openGaps = await openGapsOf(
    ctx,
    rows.map(({ id }) => id),
  );
  return found.map((person) => {
    const own = owned.get(person.id) ?? [];
    const ofOwn = own.flatMap(({ id }) => openGaps.get(id) ?? []);
    const standing = decidePresence({ devices: own, openGaps: ofOwn, now: ctx.now() });
    return { ...person, devices: own, standing };
  });
}

async function openGapsOf({ db }: UserContext, ids: readonly DeviceId[]) {
  const { deviceId, cause, note, startsAt, endsAt, display } = gaps;
  const rows = await db
    .select({ deviceId, cause, note, startsAt })
    .from(gaps)
    .where(and(inArray(deviceId, [...ids]), isNull(endsAt), isNull(display)))
    .orderBy(desc(startsAt));
  return Map.groupBy(rows, (row) => row.deviceId);
}

async function tellPeople(ctx: UserContext, members: readonly Member[]): Promise<PersonNow[]> {
  const now = ctx.now();
  const standing = await readStanding(ctx);
  const settings = await readWatchingSettings(ctx.db);
  const viewed = members.map((member) => ({
    member,
    day: localDayOf(now, member.timeZone),
    told: toldOf(standing, member, { minutes: settings.delayMinutes, now }),
  }));
  const footage = await readDeviceDay(ctx.db, {
    deviceIds: members.flatMap((member) => member.devices.map(({ id }) => id)),
    from: Math.min(...viewed.map(({ day }) => day.from)),
    to: Math.max(...viewed.map(({ day }) => day.to)),
  });
  const pictures = await latestPictures(
    ctx.db,
    viewed.map(({ member, told }) => ({
      id: member.id,
      devices: member.devices.map(({ id }) => id),
      told,
    })),
    now,
  );
  const explained = await explainedTo(
    ctx,
    members.map(({ id }) => id),
  );
  return viewed.map(({ member, day, told }) => {
    const { id, name, timeZone } = member;
    const facts = { person: member, day, devices: member.devices, footage, told, now };
    return {
      id,
      name,
      timeZone,
      ...member.standing,
      today: summarisePerson({ ...facts, reach: 'all' }).today,
      picture: pictures.get(id) ?? null,
      needsPurpose: isPurposeAsked(ctx.user, id, settings) && !explained.has(id),
    };
  });
}

/** For watching whom the user has said a purpose that still counts. */
async function explainedTo({ db, user, now }: UserContext, ids: readonly PersonId[]) {
  const { personId, userId, endsAt } = purposes;
  const rows = await db
    .selectDistinct({ personId })
    .from(purposes)
    .where(and(eq(userId, user.id), inArray(personId, [...ids]), gt(endsAt, now())));
  return new Set(rows.map((row) => row.personId));
}

interface Viewed {
  readonly id: PersonId;
  readonly devices: readonly DeviceId[];
  /** What of the footage is old enough for whoever asks. */
  readonly told: Reach;
}

/** Where each person's latest picture of the last two hours is, for those who have one; no image. */
async function latestPictures(
  db: Db,
  people: readonly Viewed[],
  now: number,
): Promise<ReadonlyMap<PersonId, NonNullable<PersonNow['picture']>>> {
  const packs = await readThumbnailPacks(db, {
    deviceIds: people.flatMap(({ devices }) => devices),
    from: now - LATEST,
    to: now,
  });
  const byDevice = Map.groupBy(packs, ({ deviceId }) => deviceId);
  const found = new Map<PersonId, NonNullable<PersonNow['picture']>>();
  for (const { id, devices, told } of people) {
    const pictures = devices
      .flatMap((device) => byDevice.get(device) ?? [])
      .flatMap(({ deviceId: device, display, entries }) =>
        entries
          .filter(({ size }) => size > 0)
          .map(({ startsAt: from, duration }) => ({ device, display, from, to: from + duration })),
      )
      .filter((picture) => isWithinReach(told, picture));
    const latest = pictures.toSorted((left, right) => right.from - left.from)[0];
    if (latest !== undefined) found.set(id, latest);
  }
  return found;
}
