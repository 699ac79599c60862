import { UserId } from '@workcompanion/core/ids';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { purposes } from '@workcompanion/db/schema/purposes';
import { users } from '@workcompanion/db/schema/users';
import { formatUtcMicros, parseUtcMicros } from '@workcompanion/db/schema/utc-micros';
import { views } from '@workcompanion/db/schema/views';
import { type SQL, sql } from 'drizzle-orm';
import { Temporal } from 'temporal-polyfill';
import type { UserContext } from '../auth/user-context.ts';
import { localDay, localDayOf } from '../people/local-day.ts';
import { isDisclosedTo } from '../watching/is-disclosed.ts';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
const MOST_NAMES = 3;

/** What one account watched of others in some days. */
export interface Watched {
  readonly user: { readonly id: UserId; readonly name: string };
  readonly sittings: number;
  readonly people: number;
  /** People of the UTC day on which most were watched. */
  readonly mostOfADay: number;
  readonly lastAt: number;
  /** Sittings at night by the clock of the person watched, and without a word of why. */
  readonly atNight: number;
  readonly lastNightAt: number | null;
  readonly wordless: number;
  readonly lastWordlessAt: number | null;
}

type Row = Readonly<Record<string, string | null>>;

/** Counted in the database: a large company's week is some ten thousand sittings. */
export async function watchersSince(ctx: UserContext, from: number): Promise<Watched[]> {
  const { rows } = await ctx.db.execute<Row>(sql`
    with nights as (${await nightsSince(ctx, from)}),
    sittings as (${sittingsSince(ctx, from)}),
    days as (
      select user_id, count(distinct person_id) as people
      from sittings group by user_id, date_trunc('day', at at time zone 'UTC')
    )
    select user_id, (select name from users where id = user_id) as name,
      count(*) as sittings, count(distinct person_id) as people, max(at)::text as last_at,
      (select max(days.people) from days where days.user_id = sittings.user_id) as most_of_a_day,
      count(*) filter (where at_night) as at_night,
      (max(at) filter (where at_night))::text as last_night_at,
      count(*) filter (where wordless) as wordless,
      (max(at) filter (where wordless))::text as last_wordless_at
    from sittings group by user_id`);
  return rows.map((row) => ({
    user: { id: UserId.parse(row['user_id']), name: row['name'] ?? '' },
    sittings: Number(row['sittings']),
    people: Number(row['people']),
    mostOfADay: Number(row['most_of_a_day']),
    lastAt: parseUtcMicros(row['last_at'] ?? ''),
    atNight: Number(row['at_night']),
    lastNightAt: momentOf(row['last_night_at']),
    wordless: Number(row['wordless']),
    lastWordlessAt: momentOf(row['last_wordless_at']),
  }));
}

function momentOf(text: string | null | undefined): number | null {
  return text == null ? null : parseUtcMicros(text);
}

interface WantedNames {
  readonly from: number;
  readonly by: readonly UserId[];
}

/** The names of those whom each account watched most often. */
export async function namesWatched(
  ctx: UserContext,
  { from, by }: WantedNames,
): Promise<ReadonlyMap<UserId, string[]>> {
  if (by.length === 0) return new Map();
  const { rows } = await ctx.db.execute<Row>(sql`
    with nights as (select '' as zone, now() as starts_at, now() as ends_at where false),
    sittings as (${sittingsSince(ctx, from)}),
    counted as (
      select user_id, person_id, row_number() over (partition by user_id order by count(*) desc, person_id) as place
      from sittings where user_id = any(${sql.param([...by])}::uuid[]) group by user_id, person_id
    )
    select user_id, people.name from counted join people on people.id = person_id
    where place <= ${MOST_NAMES} order by user_id, place`);
  const names = new Map<UserId, string[]>();
  for (const row of rows) {
    const user = UserId.parse(row['user_id']);
    names.set(user, [...(names.get(user) ?? []), row['name'] ?? '']);
  }
  return names;
}

/** Needs `nights` beside it. Of whom the user is not told yet, and of oneself, there is none. */
function sittingsSince(ctx: UserContext, from: number): SQL {
  return sql`
    select ${views.userId} as user_id, ${people.id} as person_id, ${views.watchedAt} as at,
      exists (
        select from nights
        where zone = ${people.timeZone} and ${views.watchedAt} >= starts_at and ${views.watchedAt} < ends_at
      ) as at_night,
      coalesce(${purposes.note}, '') = '' as wordless
    from ${views}
    join ${users} on ${users.id} = ${views.userId}
    join ${devices} on ${devices.id} = ${views.deviceId}
    join ${people} on ${people.id} = ${devices.personId}
    left join ${purposes} on ${purposes.id} = ${views.purposeId}
    where ${views.watchedAt} >= ${formatUtcMicros(from)}::timestamptz
      and ${views.footageFrom} is not null
      and ${users.personId} is distinct from ${people.id}
      and ${isDisclosedTo(ctx) ?? sql`true`}`;
}

/** The nights of each zone in which somebody is recorded. */
async function nightsSince(ctx: UserContext, from: number): Promise<SQL> {
  const zones = await ctx.db.selectDistinct({ timeZone: people.timeZone }).from(people);
  const nights = zones.flatMap(({ timeZone }) =>
    nightsOf(timeZone, { from, to: ctx.now() }).map((night) => ({ timeZone, ...night })),
  );
  return sql`select * from unnest(
    ${sql.param(nights.map(({ timeZone }) => timeZone))}::text[],
    ${sql.param(nights.map((night) => formatUtcMicros(night.from)))}::timestamptz[],
    ${sql.param(nights.map((night) => formatUtcMicros(night.to)))}::timestamptz[]
  ) as night(zone, starts_at, ends_at)`;
}

/** From 22:00 to 06:00; where the clock changes within a night, an hour more or less. */
function nightsOf(timeZone: string, { from, to }: { readonly from: number; readonly to: number }) {
  const first = Temporal.PlainDate.from(localDayOf(from, timeZone).date);
  return Array.from({ length: Math.ceil((to - from) / DAY) + 2 }, (_, index) => {
    const midnight = localDay(first.add({ days: index }).toString(), timeZone).from;
    return { from: midnight - 2 * HOUR, to: midnight + 6 * HOUR };
  });
}
