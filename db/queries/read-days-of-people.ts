import { PersonId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { formatUtcMicros } from '../schema/utc-micros.ts';

/** A local day: people of one zone share its bounds. */
export interface DayOfZone {
  readonly timeZone: string;
  readonly date: string;
  readonly from: UtcMicros;
  readonly to: UtcMicros;
}

/** What is known of one person's day in all, over all displays; µs. */
export interface PersonDayTotals {
  readonly personId: PersonId;
  readonly date: string;
  /** Footage of any display. */
  readonly recorded: number;
  /** No footage, for a reason that is nobody's fault. */
  readonly gaps: number;
  /** No footage by a fault, or for no reason that is known. */
  readonly faults: number;
}

export interface ToldFootage {
  readonly personId: PersonId;
  readonly stretches: readonly { readonly from: UtcMicros; readonly to: UtcMicros }[];
}

interface Question {
  readonly personIds: readonly PersonId[];
  readonly days: readonly DayOfZone[];
  /** People for whom only this footage counts as recorded; for all others, all footage counts. */
  readonly told?: readonly ToldFootage[];
  /** Causes that are faults. */
  readonly faults: readonly string[];
  /** Gaps that have not ended reach until now. */
  readonly now: UtcMicros;
}

/**
 * Sums up many days of many people inside the database, as ranges: a month of forty people would be
 * tens of thousands of rows otherwise. What lies between the first and the last thing known of a
 * day and is neither footage nor a gap counts as a fault. Footage that is not told of does not count at
 * all. Days of which nothing is known are left out.
 *
 * `materialized`: each use of a cut day would cut it anew, for half of the whole time.
 */
export async function readDaysOfPeople(
  db: Db | Tx,
  { personIds, days, told = [], faults, now }: Question,
): Promise<PersonDayTotals[]> {
  if (personIds.length === 0 || days.length === 0) return [];
  const from = formatUtcMicros(Math.min(...days.map((day) => day.from)));
  const to = formatUtcMicros(Math.max(...days.map((day) => day.to)));
  const { rows } = await db.execute<{ [K in keyof PersonDayTotals]: string }>(sql`
    with days as (
      select zone, date, tstzrange(day_from, day_to) as day from unnest(
        ${texts(days.map(({ timeZone }) => timeZone))}, ${texts(days.map(({ date }) => date))},
        ${times(days.map((day) => day.from))}, ${times(days.map((day) => day.to))}
      ) as d(zone, date, day_from, day_to)
    ), owned as (
      select d.id as device, e.id as person, e.time_zone as zone
      from people e join devices d on d.person_id = e.id
      where e.id = any(${uuids(personIds)})
    ), known as (
      select person, zone, tstzrange(starts_at, ends_at) as part, 'footage' as kind
      from owned join spans on device_id = device
      where starts_at >= ${from}::timestamptz - interval '24 hours'
        and starts_at < ${to}::timestamptz and ends_at > ${from}::timestamptz
      union all
      select person, zone, tstzrange(starts_at, ends_at), ${kindOf(faults)}
      from owned join gaps on device_id = device
      where starts_at >= ${from}::timestamptz - interval '24 hours'
        and starts_at < ${to}::timestamptz and ends_at > ${from}::timestamptz
        and not (ends_at is null or ends_at - starts_at > interval '24 hours')
      union all
      select person, zone,
        tstzrange(starts_at, greatest(starts_at, coalesce(ends_at, ${formatUtcMicros(now)}::timestamptz))),
        ${kindOf(faults)}
      from owned join gaps on device_id = device
      where (ends_at is null or ends_at - starts_at > interval '24 hours')
        and starts_at < ${to}::timestamptz and (ends_at is null or ends_at > ${from}::timestamptz)
    ), limits as (
      select person, told::tstzmultirange as told from unnest(
        ${uuids(told.map(({ personId }) => personId))}, ${texts(told.map(multirangeOf))}
      ) as l(person, told)
    ), merged as (
      select person, zone,
        coalesce(range_agg(part) filter (where kind = 'footage'), '{}') as footage,
        coalesce(range_agg(part) filter (where kind = 'gap'), '{}') as gaps,
        coalesce(range_agg(part) filter (where kind = 'fault'), '{}') as faults
      from known group by person, zone
    ), cut as materialized (
      select person, date, day * footage as footage, day * gaps as gaps, day * faults as faults
      from (
        select m.*, date, tstzmultirange(day) as day from merged m join days using (zone)
      ) as each_day
    ), summed as (
      select person, date, case when told is null then footage else footage * told end as footage,
        gaps - footage as gaps,
        (faults + (tstzmultirange(range_merge(footage + gaps + faults)) - gaps)) - footage as faults
      from cut left join limits using (person) where footage + gaps + faults <> '{}'
    )
    select person as "personId", date, ${lengthOf('footage')} as recorded,
      ${lengthOf('gaps')} as gaps, ${lengthOf('faults')} as faults
    from summed order by person, date`);
  return rows.map(({ personId, date, recorded, gaps, faults: failed }) => ({
    personId: PersonId.parse(personId),
    date,
    recorded: Number(recorded),
    gaps: Number(gaps),
    faults: Number(failed),
  }));
}

function kindOf(faults: readonly string[]) {
  return sql`case when cause = any(${texts(faults)}) then 'fault' else 'gap' end`;
}

/** The length of a multirange in µs. */
function lengthOf(column: 'footage' | 'gaps' | 'faults') {
  return sql`(select coalesce(sum(extract(epoch from upper(r) - lower(r))), 0) * 1000000
    from unnest(${sql.raw(column)}) as r)::bigint`;
}

/** As PostgreSQL reads it; what no clock shows has no bound. */
function multirangeOf({ stretches }: ToldFootage): string {
  const bound = (micros: UtcMicros): string =>
    Number.isSafeInteger(micros) && Math.abs(micros) < Number.MAX_SAFE_INTEGER
      ? formatUtcMicros(micros)
      : '';
  return `{${stretches.map(({ from, to }) => `[${bound(from)},${bound(to)})`).join()}}`;
}

function texts(values: readonly string[]) {
  return sql`${sql.param([...values])}::text[]`;
}

function uuids(values: readonly string[]) {
  return sql`${sql.param([...values])}::uuid[]`;
}

function times(values: readonly UtcMicros[]) {
  return sql`${sql.param(values.map(formatUtcMicros))}::timestamptz[]`;
}
