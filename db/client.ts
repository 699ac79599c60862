import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Client, type ClientBase, Pool } from 'pg';
import { SilenceWatch } from './silent-connections.ts';

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
  /** To reach the server, and to get one of the connections; 30 s unless said otherwise. */
  readonly connectTimeoutMs?: number;
  /**
   * The server ends a statement that runs longer. A connection of which the server says that it waits
   * for us, while we wait for an answer, is closed within seconds. Five minutes unless said otherwise.
   */
  readonly statementTimeoutMs?: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName?: string;
  /** An idle connection broke. The pool has already dropped it and opens another when needed. */
  readonly onIdleError?: (error: Error) => void;
}

const SECOND_MS = 1_000;
const CONNECT_TIMEOUT_MS = 30 * SECOND_MS;
const STATEMENT_TIMEOUT_MS = 300 * SECOND_MS;
/** So much later than the server's own limit, silence is no long statement any more. */
const ANSWER_GRACE_MS = 2 * SECOND_MS;
/** A firewall forgets a quiet connection; where the other side is gone, ten probes a second apart tell. */
const KEEP_ALIVE_AFTER_MS = 10 * SECOND_MS;
/** To ask what became of late answers. */
const PROBE_MS = 2 * SECOND_MS;
/** So soon the server gives up, and unlocks, what it holds for a machine that is gone. */
const CLIENT_IS_GONE_MS = 15 * SECOND_MS;

/**
 * A pool whose sessions all speak UTC and ISO dates, as `utcMicros` expects. `int8` stays text, as
 * pg has it: drizzle's `bigint` columns and `unsigned64` convert it themselves without loss.
 */
export function connect(databaseUrl: string, options: ConnectOptions = {}): DatabaseConnection {
  const statementTimeoutMs = options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS;
  const connectTimeoutMs = options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  const applicationName = options.applicationName ?? 'workcompanion';
  const silence = new SilenceWatch({
    connectMs: connectTimeoutMs,
    answerMs: statementTimeoutMs + ANSWER_GRACE_MS,
    makeProbe: () =>
      new Client({
        connectionString: databaseUrl,
        application_name: `${applicationName} probe`,
        connectionTimeoutMillis: PROBE_MS,
        query_timeout: PROBE_MS,
      }),
  });
  const pool = new Pool({
    connectionString: databaseUrl,
    max: options.max ?? 10,
    application_name: applicationName,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    onConnect: (client) =>
      silence.watch(client, (watched, { isPooled }) =>
        prepareSession(watched, { statementTimeoutMs, isPooled }),
      ),
  });
  silence.watchPool(pool);
  // Without a listener, a server that restarts (57P01) would end the whole process.
  pool.on('error', options.onIdleError ?? (() => {}));
  return { db: drizzle({ client: pool }), pool, close: () => pool.end() };
}

interface Session {
  readonly statementTimeoutMs: number;
  readonly isPooled: boolean;
}

/**
 * Not by the startup packet: connection poolers refuse its `options`. What else is set on a pooler's
 * session holds for whoever is lent it next; there the limits are those of the role
 * (`db/role/grant-rights.ts`), and time zone and dates are what PgBouncer keeps for each of its clients.
 */
async function prepareSession(client: ClientBase, session: Session): Promise<void> {
  const spoken = `set timezone = 'UTC'; set datestyle = 'ISO, YMD'`;
  if (session.isPooled) {
    await client.query(spoken);
    return;
  }
  await client.query(
    `${spoken};
     set statement_timeout = ${Math.floor(session.statementTimeoutMs)};
     set tcp_user_timeout = ${CLIENT_IS_GONE_MS}; set tcp_keepalives_idle = 5;
     set tcp_keepalives_interval = 5; set tcp_keepalives_count = 2`,
  );
}
