import type { DeviceId, PersonId } from '@workcompanion/core/ids';
import { LONGEST_TRACK } from '@workcompanion/core/windows/window-track';
import { readCoverage } from '@workcompanion/db/queries/read-coverage';
import { windowTracks } from '@workcompanion/db/schema/window-tracks';
import { sql } from 'drizzle-orm';
import type { Stretch } from '../auth/reach/reach.ts';
import type { UserContext } from '../auth/user-context.ts';
import { localDayOf } from '../people/local-day.ts';
import { moment } from '../views/extend-view.ts';
import { coveredIn } from './search-coverage.ts';
import type { SoughtPerson } from './search-scope.ts';
import type { SearchTarget } from './search-targets.ts';

/** How far one person's day is known. */
export interface DayCoverage {
  readonly person: PersonId;
  readonly date: string;
  readonly recordedMicros: number;
  readonly readMicros: number;
  readonly waitingSegments: number;
  readonly notedMicros: number;
}

/** What of a device's footage is in one day of its person's time zone. */
interface Cell extends Stretch {
  readonly device: DeviceId;
  readonly person: PersonId;
  readonly date: string;
}

/** How far each day of each person is known, of what the user may see; by person, then by day. */
export async function reportDays(
  { db }: Pick<UserContext, 'db'>,
  people: readonly SoughtPerson[],
  targets: readonly SearchTarget[],
): Promise<readonly DayCoverage[]> {
  const cells = cellsOf(people, targets);
  const [known, noted] = await Promise.all([textsOf(db, cells), notedIn(db, cells)]);
  const days = Map.groupBy(cells, ({ person, date }) => `${person} ${date}`);
  return [...days.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const sum = (read: (cell: Cell) => number | undefined) =>
      own.reduce((total, cell) => total + (read(cell) ?? 0), 0);
    return {
      person: first.person,
      date: first.date,
      recordedMicros: sum((cell) => known.get(cell)?.footage),
      readMicros: sum((cell) => known.get(cell)?.read),
      waitingSegments: sum((cell) => known.get(cell)?.waiting),
      notedMicros: sum((cell) => noted.get(cell)),
    };
  });
}

function cellsOf(people: readonly SoughtPerson[], targets: readonly SearchTarget[]): Cell[] {
  return people.flatMap(({ id, timeZone }) =>
    targets
      .filter(({ person }) => person === id)
      .flatMap(({ device, person, parts }) =>
        parts.flatMap((part) => daysOf(part, timeZone).map((day) => ({ device, person, ...day }))),
      ),
  );
}

/** A stretch by the days of a time zone. */
export function daysOf(
  { from, to }: Stretch,
  timeZone: string,
): (Stretch & { readonly date: string })[] {
  const days: (Stretch & { readonly date: string })[] = [];
  for (let at = from; at < to; ) {
    const day = localDayOf(at, timeZone);
    days.push({ date: day.date, from: at, to: Math.min(day.to, to) });
    at = day.to;
  }
  return days;
}

/** People of one time zone have their days at the same times: one question for all of them. */
async function textsOf(db: UserContext['db'], cells: readonly Cell[]) {
  const known = new Map<Cell, Awaited<ReturnType<typeof readCoverage>>[number]>();
  for (const own of Map.groupBy(cells, ({ from, to }) => `${from} ${to}`).values()) {
    const [first] = own;
    if (first === undefined) continue;
    const deviceIds = own.map(({ device }) => device);
    const { from, to } = first;
    for (const coverage of await readCoverage(db, { from, to, deviceIds })) {
      const cell = own.find(({ device }) => device === coverage.deviceId);
      if (cell !== undefined) known.set(cell, coverage);
    }
  }
  return known;
}

async function notedIn(db: UserContext['db'], cells: readonly Cell[]) {
  if (cells.length === 0) return new Map<Cell, number>();
  const parts = cells.map(
    ({ device, from, to }, at) =>
      sql`(${at}::int, ${device}::uuid, ${moment(from)}, ${moment(to)})`,
  );
  const { rows } = await db.execute<{ cell: number; micros: string }>(sql`
    select cell, ${coveredIn} as micros
    from (values ${sql.join(parts, sql`, `)}) as part(cell, device, begins, ends)
    join ${windowTracks} covering on covering.device_id = device
      and covering.starts_at < part.ends and covering.ends_at > part.begins
      and covering.starts_at >= part.begins - ${LONGEST_TRACK} * interval '1 microsecond'
    group by cell`);
  return new Map(
    rows.flatMap(({ cell, micros }) => {
      const own = cells[cell];
      return own === undefined ? [] : [[own, Number(micros)] as const];
    }),
  );
}
