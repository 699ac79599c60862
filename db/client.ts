import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool, type PoolClient } from 'pg';

export type Db = NodePgDatabase;
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

export interface DatabaseConnection {
  readonly db: Db;
  readonly pool: Pool;
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** Connections of this process; 10 unless said otherwise. */
  readonly max?: number;
  /** The server ends a statement that runs longer. For requests; migrations set none. */
  readonly statementTimeoutMs?: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName?: string;
  /** An idle connection broke. The pool has already dropped it and opens another when needed. */
  readonly onIdleError?: (error: Error) => void;
}

/**
 * A pool whose sessions all speak UTC and ISO dates, as `utcMicros` expects. `int8` stays text, as
 * pg has it: drizzle's `bigint` columns and `unsigned64` convert it themselves without loss.
 */
export function connect(databaseUrl: string, options: ConnectOptions = {}): DatabaseConnection {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'workcompanion',
    onConnect: (client) => prepareSession(client, options.statementTimeoutMs ?? 0),
  });
  // Without a listener, a server that restarts (57P01) would end the whole process.
  pool.on('error', options.onIdleError ?? (() => {}));
  return { db: drizzle({ client: pool }), pool, close: () => pool.end() };
}

async function prepareSession(
  client: Pick<PoolClient, 'query'>,
  statementTimeoutMs: number,
): Promise<void> {
  // Not by the startup packet: connection poolers refuse its `options`.
  await client.query(
    `set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set statement_timeout = ${Math.floor(statementTimeoutMs)}`,
  );
}
