import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Db, Tx } from '@workcompanion/db/client';
import { type StretchKind, viewStretches, views } from '@workcompanion/db/schema/views';
import { type SQL, sql } from 'drizzle-orm';

/** µs. Segments of one recording touch, but for rounding. */
export const TOUCHING = 1_000_000;

export interface ShownStretch {
  readonly kind: StretchKind;
  readonly display: string;
  readonly from: UtcMicros;
  readonly to: UtcMicros;
}

interface Extension {
  readonly at: UtcMicros;
  readonly isLive: boolean;
  /** Null: the view goes on, and nothing is shown. */
  readonly stretch: ShownStretch | null;
}

/** A moment in SQL of one's own. */
export function moment(micros: UtcMicros | null): SQL {
  return sql`${sql.param(micros, views.updatedAt)}::timestamptz`;
}

/** Writes into a view, given as an id or a query for it, in one statement. False when there is none. */
export async function extendView(
  db: Db | Tx,
  view: SQL,
  { at, isLive, stretch }: Extension,
): Promise<boolean> {
  const [from, to] = [moment(stretch?.from ?? null), moment(stretch?.to ?? null)];
  const [display, kind] = [
    sql`${stretch?.display ?? null}::text`,
    sql`${stretch?.kind ?? null}::text`,
  ];
  const { rowCount } = await db.execute(sql`
    with found as (
      update ${views} set
        updated_at = greatest(updated_at, ${moment(at)}),
        footage_from = least(footage_from, ${from}),
        footage_to = greatest(footage_to, ${to}),
        live_at = greatest(live_at, ${moment(isLive ? at : null)})
      where id = (${view})
      returning id
    ), grown as (
      update ${viewStretches} set
        footage_from = least(footage_from, ${from}),
        footage_to = greatest(footage_to, ${to}),
        last_at = greatest(last_at, ${moment(at)})
      where view_id = (select id from found) and display = ${display} and kind = ${kind}
        and footage_from <= ${moment(stretch && stretch.to + TOUCHING)}
        and footage_to >= ${moment(stretch && stretch.from - TOUCHING)}
      returning id
    ), begun as (
      insert into ${viewStretches}
        (view_id, display, kind, footage_from, footage_to, first_at, last_at)
      select id, ${display}, ${kind}, ${from}, ${to}, ${moment(at)}, ${moment(at)} from found
      where ${kind} is not null and not exists (select from grown)
    )
    select id from found`);
  return rowCount === 1;
}

/** Writes many stretches into a view at once, each as a row of its own. False when there is no such view. */
export async function addStretches(
  db: Db | Tx,
  view: SQL,
  { at, stretches }: { readonly at: UtcMicros; readonly stretches: readonly ShownStretch[] },
): Promise<boolean> {
  if (stretches.length === 0) return true;
  const rows = stretches.map(
    ({ display, kind, from, to }) =>
      sql`(${display}::text, ${kind}::text, ${moment(from)}, ${moment(to)})`,
  );
  const { rowCount } = await db.execute(sql`
    with added(display, kind, begins, ends) as (values ${sql.join(rows, sql`, `)}), found as (
      update ${views} set
        updated_at = greatest(updated_at, ${moment(at)}),
        footage_from = least(footage_from, (select min(begins) from added)),
        footage_to = greatest(footage_to, (select max(ends) from added))
      where id = (${view})
      returning id
    )
    insert into ${viewStretches}
      (view_id, display, kind, footage_from, footage_to, first_at, last_at)
    select found.id, display, kind, begins, ends, ${moment(at)}, ${moment(at)} from found, added`);
  return rowCount === stretches.length;
}
