import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

/** The columns of a table whose rows processes claim. */
interface ClaimColumns {
  readonly id: AnyPgColumn;
  /** Counts the claims of a row: the fence against whoever claimed it before. */
  readonly lease: AnyPgColumn;
  /** The claim ends then; null when nobody holds one. */
  readonly leaseUntil: AnyPgColumn;
  readonly attempts: AnyPgColumn;
  /** The row waits until then. A table without this column says itself when a row is due. */
  readonly notBefore?: AnyPgColumn;
}

interface ClaimRequest {
  /** Which rows wait. Written like the table's partial index, so that the index serves it. */
  readonly waiting: SQL;
  readonly order: SQL;
  readonly limit: number;
}

/** Keeps the column within a smallint. */
const MOST_ATTEMPTS_COUNTED = 1000;

/**
 * How processes share the rows of a table, each row worked on by one at a time. A claim lasts until
 * `leaseUntil`: a process that dies holds its rows no longer. A process that outlives its lease writes
 * with the number of its claim, and after another claim that number matches no row any more.
 *
 * The database's clock counts, because processes may run on several machines.
 */
export class ClaimQueue {
  readonly #columns: ClaimColumns;

  constructor(columns: ClaimColumns) {
    this.#columns = columns;
  }

  /** As the condition of the update that claims: the first waiting rows that nobody holds. */
  next({ waiting, order, limit }: ClaimRequest): SQL {
    const { id, leaseUntil, notBefore } = this.#columns;
    const isDue =
      notBefore === undefined ? sql`true` : sql`(${notBefore} is null or ${notBefore} <= now())`;
    // An array, not a join: rows are looked up by primary key, however many the planner expects.
    return sql`${id} = any(array(
      select ${id} from ${id.table}
      where ${waiting} and ${isDue} and (${leaseUntil} is null or ${leaseUntil} < now())
      order by ${order} limit ${limit} for update skip locked))`;
  }

  /** What that update writes. */
  claim(leaseMs: number) {
    const { lease, attempts } = this.#columns;
    return {
      lease: sql`coalesce(${lease}, 0) + 1`,
      attempts: sql`least(coalesce(${attempts}, 0) + 1, ${MOST_ATTEMPTS_COUNTED})`,
      ...this.renew(leaseMs),
    };
  }

  /** What a holder writes to keep its claim for longer. */
  renew(leaseMs: number) {
    return { leaseUntil: fromNow(leaseMs) };
  }

  /** What a holder writes to let others claim the row after a pause. */
  giveBack(afterMs: number) {
    return { leaseUntil: null, notBefore: fromNow(afterMs) };
  }

  /** What a holder writes when nothing is left to do. */
  finish() {
    return { leaseUntil: null, notBefore: null };
  }

  /** Nobody has claimed the row since. */
  isHeldBy(claimed: { readonly id: string; readonly lease: number | null }): SQL {
    const { id, lease } = this.#columns;
    return sql`${id} = ${claimed.id} and ${lease} = ${claimed.lease}`;
  }

  /** The same for many rows at once. */
  areHeldBy(claimed: readonly { readonly id: string; readonly lease: number | null }[]): SQL {
    const { id, lease } = this.#columns;
    const ids = sql.param(claimed.map((row) => row.id));
    const leases = sql.param(claimed.map((row) => row.lease));
    return sql`${id} = any(${ids}::uuid[])
      and ${lease} = (${leases}::int[])[array_position(${ids}::uuid[], ${id})]`;
  }
}

function fromNow(ms: number): SQL {
  return sql`now() + ${ms} * interval '1 millisecond'`;
}
