import type { Db } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { purposes } from '@workcompanion/db/schema/purposes';
import { users } from '@workcompanion/db/schema/users';
import { viewStretches } from '@workcompanion/db/schema/view-stretches';
import { views } from '@workcompanion/db/schema/views';
import { and, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { ViewEntry } from '../../contract/views.ts';
import type { Stretch } from '../auth/reach/reach.ts';
import { type KeptStretch, summariseView } from './summarise-view.ts';

interface WantedViews {
  readonly where: readonly (SQL | undefined)[];
  readonly orderBy: readonly SQL[];
  readonly limit: number;
  /** Sort key of a list that is read page by page. */
  readonly key?: SQL<string | null>;
  /** What of each stretch is told; all, unless said otherwise. */
  readonly clip?: (stretch: Stretch) => readonly Stretch[];
}

interface FoundView {
  readonly key: string | null;
  readonly view: ViewEntry;
}

/** Views in which something was delivered, each with its stretches. Who may read them, the caller decides. */
export async function readViews(db: Db, wanted: WantedViews): Promise<FoundView[]> {
  const rows = await db
    .select({
      key: wanted.key ?? sql<string | null>`null`,
      id: views.id,
      watchedAt: views.watchedAt,
      updatedAt: views.updatedAt,
      liveAt: views.liveAt,
      user: { id: users.id, name: users.name },
      person: { id: people.id, name: people.name, timeZone: people.timeZone },
      host: devices.host,
      reason: purposes.reason,
      note: purposes.note,
      undisclosedUntil: purposes.undisclosedUntil,
    })
    .from(views)
    .innerJoin(users, eq(users.id, views.userId))
    .innerJoin(devices, eq(devices.id, views.deviceId))
    .innerJoin(people, eq(people.id, devices.personId))
    .leftJoin(purposes, eq(purposes.id, views.purposeId))
    .where(and(isNotNull(views.footageFrom), ...wanted.where))
    .orderBy(...wanted.orderBy)
    .limit(wanted.limit);
  const stretches = await stretchesOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map(({ key, updatedAt, liveAt, host, ...row }) => {
    const summary = summariseView(stretches.get(row.id) ?? [], wanted.clip);
    const view = { ...row, ...summary, live: liveAt !== null, hostname: host.hostname };
    return { key, view: { ...view, until: summary.until ?? updatedAt } };
  });
}

async function stretchesOf(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KeptStretch[]>> {
  const { viewId, display, kind, footageFrom: from, footageTo: to, lastAt } = viewStretches;
  const rows = await db
    .select({ viewId, display, kind, from, to, lastAt })
    .from(viewStretches)
    .where(inArray(viewId, [...ids]));
  return Map.groupBy(rows, (row) => row.viewId);
}
