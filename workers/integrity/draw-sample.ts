import type { Db } from '@workcompanion/db/client';
import { OBJECT_KEY_COLUMNS, segments } from '@workcompanion/db/schema/segments';
import { sql } from 'drizzle-orm';
import type { SampledSegment } from './play-object.ts';

/** Rows are looked at so many times as many as are wanted: neighbours in one block are kin. */
const SPREAD = 50;

/**
 * Archived segments drawn at random over all months, without a walk through them: some blocks of the
 * table are drawn first, and of their rows some. More blocks when these hold too few.
 */
export async function drawSample(db: Db, count: number): Promise<SampledSegment[]> {
  const rows = await estimateRows(db);
  for (let percent = Math.min(100, (100 * SPREAD * count) / rows); ; percent *= 10) {
    const drawn = await draw(db, count, Math.min(100, percent));
    if (drawn.length === count || percent >= 100) return drawn;
  }
}

/** As the last analysis counted; small tables are not counted, and cost nothing. */
async function estimateRows(db: Db): Promise<number> {
  const { rows } = await db.execute<{ rows: string | null }>(sql`
    select sum(greatest(child.reltuples, 0)) as rows from pg_inherits
    join pg_class child on child.oid = inhrelid where inhparent = 'segments'::regclass`);
  return Math.max(1, Number(rows[0]?.rows ?? 0));
}

/** In the order in which they were drawn. */
async function draw(db: Db, count: number, percent: number): Promise<SampledSegment[]> {
  const drawn = await db.execute<{ id: string }>(sql`
    select id from segments tablesample system (${percent})
    where state in ('archived', 'cold') order by random() limit ${count}`);
  const ids = drawn.rows.map(({ id }) => id);
  const rows = await db
    .select({
      ...OBJECT_KEY_COLUMNS,
      bytes: segments.bytes,
      keyId: segments.keyId,
      iv: segments.iv,
      hasOwnKey: segments.hasOwnKey,
    })
    .from(segments)
    .where(sql`id = any(${sql.param(ids)}::uuid[])`);
  const order = new Map(ids.map((id, place): [string, number] => [id, place]));
  return rows.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}
