import { LONGEST_TRACK } from '@workcompanion/core/windows/window-track';
import { readCoverage } from '@workcompanion/db/queries/read-coverage';
import { MAX_SPAN, spans } from '@workcompanion/db/schema/spans';
import { windowTracks } from '@workcompanion/db/schema/window-tracks';
import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { SearchCoverage } from '../../contract/search.ts';
import type { UserContext } from '../auth/user-context.ts';
import { moment } from '../views/extend-view.ts';
import type { SearchTarget } from './search-targets.ts';

/** How much was recorded in what is searched, and how much of that is known by its windows and texts. */
export async function searchCoverage(
  { db }: Pick<UserContext, 'db'>,
  targets: readonly SearchTarget[],
): Promise<Omit<SearchCoverage, 'unreadable'>> {
  const parts = targets.flatMap(({ device, parts: own }) =>
    own.map(({ from, to }) => sql`(${device}::uuid, ${moment(from)}, ${moment(to)})`),
  );
  if (parts.length === 0) return NOTHING;
  const within = sql`(values ${sql.join(parts, sql`, `)}) as part(device, begins, ends)`;
  const micros = async (table: PgTable, longest: number): Promise<ReadonlyMap<string, number>> => {
    const { rows } = await db.execute<{ device: string; micros: string }>(sql`
      select device, ${coveredIn} as micros from ${within}
      join ${table} covering on covering.device_id = device
        and covering.starts_at < part.ends and covering.ends_at > part.begins
        and covering.starts_at >= part.begins - ${longest} * interval '1 microsecond'
      group by device`);
    return new Map(rows.map((row) => [row.device, Number(row.micros)]));
  };
  const [recorded, noted, read] = await Promise.all([
    micros(spans, MAX_SPAN),
    micros(windowTracks, LONGEST_TRACK),
    textsRead(db, targets),
  ]);
  const people = Map.groupBy(targets, ({ person }) => person);
  const without = (known: ReadonlyMap<string, number>) =>
    [...people.values()].filter((own) => !own.some(({ device }) => known.has(device))).length;
  return {
    recordedMicros: sum(recorded),
    windowsMicros: sum(noted),
    textsMicros: sum(read),
    peopleNotNoted: without(noted),
    peopleNotRead: without(read),
  };
}

const NOTHING = {
  recordedMicros: 0,
  windowsMicros: 0,
  textsMicros: 0,
  peopleNotNoted: 0,
  peopleNotRead: 0,
};

/** µs of `covering` within `part`. */
export const coveredIn: SQL = sql`sum(round(extract(epoch from
  least(covering.ends_at, part.ends) - greatest(covering.starts_at, part.begins)) * 1000000))`;

/** µs of each device's footage whose text was read; those without any are left out. */
async function textsRead(
  db: UserContext['db'],
  targets: readonly SearchTarget[],
): Promise<ReadonlyMap<string, number>> {
  const windows = Map.groupBy(
    targets.flatMap(({ device, parts }) => parts.map((part) => ({ device, ...part }))),
    ({ from, to }) => `${from} ${to}`,
  );
  const read = new Map<string, number>();
  for (const own of windows.values()) {
    const [first] = own;
    if (first === undefined) continue;
    const deviceIds = own.map(({ device }) => device);
    for (const known of await readCoverage(db, { ...first, deviceIds })) {
      if (known.read > 0) read.set(known.deviceId, (read.get(known.deviceId) ?? 0) + known.read);
    }
  }
  return read;
}

function sum(micros: ReadonlyMap<string, number>): number {
  return [...micros.values()].reduce((total, one) => total + one, 0);
}
