import { mergeIntervals } from '@workcompanion/core/footage/interval';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Db } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { purposes } from '@workcompanion/db/schema/purposes';
import { users } from '@workcompanion/db/schema/users';
import { type StretchKind, viewStretches, views } from '@workcompanion/db/schema/views';
import { and, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { TimelinePiece } from '../../contract/people.ts';
import { MOST_STRETCHES_TOLD, type ViewEntry, type ViewedStretch } from '../../contract/views.ts';
import type { Stretch } from '../auth/reach/reach.ts';

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

interface KeptStretch extends Stretch {
  readonly display: string;
  readonly kind: StretchKind;
  readonly lastAt: UtcMicros;
}

type Summary = Pick<
  ViewEntry,
  | 'displays'
  | 'footageMicros'
  | 'shownMicros'
  | 'thumbnailsMicros'
  | 'programsMicros'
  | 'textsMicros'
  | 'stretches'
  | 'moreStretches'
> & { readonly until: UtcMicros | null };

/** What a view comes to: its stretches merged, and how much they are. */
function summariseView(
  kept: readonly KeptStretch[],
  clip: (stretch: Stretch) => readonly Stretch[] = (stretch) => [stretch],
): Summary {
  const told = kept.flatMap((one) => clip(one).map((part) => ({ ...one, ...part })));
  const length = (kind: StretchKind) => lengthOf(mergeIntervals(told.filter(isOf(kind))));
  const stretches = mergedOf(told);
  return {
    // What is of no display has an empty name.
    displays: [...new Set(told.flatMap(({ display }) => (display === '' ? [] : [display])))].sort(),
    footageMicros: length('footage'),
    shownMicros: length('shown'),
    thumbnailsMicros: length('thumbnails'),
    programsMicros: length('programs'),
    textsMicros: length('texts'),
    stretches: stretches.slice(0, MOST_STRETCHES_TOLD),
    moreStretches: Math.max(0, stretches.length - MOST_STRETCHES_TOLD),
    until: told.length === 0 ? null : Math.max(...told.map(({ lastAt }) => lastAt)),
  };
}

function isOf(kind: StretchKind): (stretch: KeptStretch) => boolean {
  return (stretch) => stretch.kind === kind;
}

/** In the order of the footage. */
function mergedOf(told: readonly KeptStretch[]): ViewedStretch[] {
  const lanes = Map.groupBy(told, ({ display, kind }) => `${kind} ${display}`);
  return [...lanes.values()]
    .flatMap((lane) => {
      const [first] = lane;
      return first === undefined
        ? []
        : mergeIntervals(lane).map(({ from, to }) => ({
            display: first.display,
            kind: first.kind,
            from,
            to,
          }));
    })
    .sort((a, b) => a.from - b.from || a.display.localeCompare(b.display));
}

/** How much of what is known, 0 to 1, is footage, underway, or a gap whose cause was told. */
export function accountedFor(lanes: readonly (readonly TimelinePiece[])[]): number | null {
  const pieces = lanes.flat();
  const known = lengthOf(pieces);
  if (known === 0) return null;
  return lengthOf(pieces.filter((piece) => piece.cause !== 'unexplained')) / known;
}

export function lengthOf(pieces: readonly Stretch[]): number {
  return pieces.reduce((sum, { from, to }) => sum + (to - from), 0);
}
