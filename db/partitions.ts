import { idLowerBound } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { sql } from 'drizzle-orm';
import { ADVISORY_LOCKS } from './advisory-locks.ts';
import type { Db, Tx } from './client.ts';
import { withTransaction } from './transaction.ts';

interface PartitionedTable {
  readonly table: string;
  readonly column: string;
  /** The literal that bounds a month, from its first millisecond. */
  readonly bound: (unixMs: number) => string;
}

const PARTITIONED: readonly PartitionedTable[] = [
  { table: 'segments', column: 'id', bound: idLowerBound },
  { table: 'journal_entries', column: 'recorded_at', bound: (ms) => new Date(ms).toISOString() },
  { table: 'thumbnail_packs', column: 'hour', bound: (ms) => new Date(ms).toISOString() },
];

/** Last month (uploads come late), this one, and two ahead. Older rows go to the default. */
const MONTHS = [-1, 0, 1, 2] as const;

/** Waiting longer for running transactions would hold up everybody who queues behind. */
const LOCK_TIMEOUT = '10s';

interface Month {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Makes the month partitions around `now` that are missing and returns their names. May run in
 * several processes at once. Rows that waited in the default partition move to their month.
 */
export function ensurePartitions(db: Db | Tx, now: UtcMicros): Promise<string[]> {
  return withTransaction(db, async (tx) => {
    await tx.execute(sql.raw(`set local lock_timeout = '${LOCK_TIMEOUT}'`));
    await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.partitions})`);
    const made: string[] = [];
    for (const partitioned of PARTITIONED) {
      const existing = await partitionNames(tx, partitioned.table);
      for (const month of monthsAround(now)) {
        const name = `${partitioned.table}_${month.name}`;
        if (existing.has(name)) continue;
        await makePartition(tx, partitioned, { ...month, name });
        made.push(name);
      }
    }
    return made;
  });
}

function monthsAround(now: UtcMicros): Month[] {
  const date = new Date(Math.floor(now / 1000));
  const start = (offset: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset);
  return MONTHS.map((offset) => ({
    name: `y${new Date(start(offset)).toISOString().slice(0, 7).replace('-', 'm')}`,
    from: start(offset),
    to: start(offset + 1),
  }));
}

async function partitionNames(tx: Tx, table: string): Promise<Set<string>> {
  const { rows } = await tx.execute<{ name: string }>(sql`
    select child.relname as name from pg_inherits
    join pg_class child on child.oid = inhrelid
    where inhparent = ${table}::regclass`);
  return new Set(rows.map((row) => row.name));
}

async function makePartition(tx: Tx, { table, column, bound }: PartitionedTable, month: Month) {
  const parent = sql.identifier(table);
  const fallback = sql.identifier(`${table}_default`);
  const partition = sql.identifier(month.name);
  const from = sql.raw(`'${bound(month.from)}'`);
  const to = sql.raw(`'${bound(month.to)}'`);
  const inMonth = sql`${sql.identifier(column)} >= ${from} and ${sql.identifier(column)} < ${to}`;
  const create = sql`create table ${partition} partition of ${parent} for values from (${from}) to (${to})`;

  // From here on nothing may be inserted, or a row of the month could still land in the default.
  await tx.execute(sql`lock table ${parent} in access exclusive mode`);
  const strays = await tx.execute(sql`select 1 from ${fallback} where ${inMonth} limit 1`);
  if (strays.rows.length === 0) {
    await tx.execute(create);
    return;
  }
  // Detached, the default refuses neither the new bounds nor (its triggers are gone) the delete.
  await tx.execute(sql`alter table ${parent} detach partition ${fallback}`);
  await tx.execute(create);
  // Nothing comes and nothing goes: the triggers that count shall not see the move.
  await tx.execute(sql`alter table ${partition} disable trigger user`);
  await tx.execute(sql`
    with moved as (delete from ${fallback} where ${inMonth} returning *)
    insert into ${partition} select * from moved`);
  await tx.execute(sql`alter table ${partition} enable trigger user`);
  await tx.execute(sql`alter table ${parent} attach partition ${fallback} default`);
}
