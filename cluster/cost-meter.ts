import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { cpuSeconds, processTree } from '../bench/lib/process-usage.ts';
import type { OpenedRun } from './open-run.ts';

const WAITS_EVERY_MS = 50;

/** What was spent in a stretch of time, by all portals and by PostgreSQL. */
export interface Spent {
  readonly seconds: number;
  readonly uploads: number;
  readonly heartbeats: number;
  readonly portalSeconds: number;
  readonly databaseSeconds: number;
  /** How often each was asked. */
  readonly statements: ReadonlyMap<string, number>;
  readonly walBytes: number;
  /** Seconds that sessions waited for a lock of a row, a table or a page, summed over the sessions. */
  readonly lockSeconds: number;
  /** The same for what PostgreSQL does inside: its buffers, its log, its disk, its standby. */
  readonly otherSeconds: number;
}

/** What one upload has cost, beyond what is spent when nobody asks anything. */
export interface Cost {
  readonly uploads: number;
  readonly perSecond: number;
  /** The sum over all portals. */
  readonly portalMs: number;
  readonly databaseMs: number;
  readonly statements: number;
  /** How often each was asked. */
  readonly ofStatements: ReadonlyMap<string, number>;
  readonly walBytes: number;
  /** ms of waiting. */
  readonly lockWaits: number;
  readonly otherWaits: number;
}

type Summed = Exclude<keyof Spent, 'statements'>;

export function costOf(busy: readonly Spent[], idle: Spent): Cost {
  const total = (name: Summed) => busy.reduce((sum, spent) => sum + spent[name], 0);
  const uploads = total('uploads');
  const seconds = total('seconds');
  const each = (name: Summed) => (total(name) - (idle[name] / idle.seconds) * seconds) / uploads;
  const names = new Set(busy.flatMap(({ statements }) => [...statements.keys()]));
  const ofStatements = new Map(
    [...names].map((name) => {
      const asked = busy.reduce((sum, { statements }) => sum + (statements.get(name) ?? 0), 0);
      const atRest = ((idle.statements.get(name) ?? 0) / idle.seconds) * seconds;
      return [name, (asked - atRest) / uploads] as const;
    }),
  );
  return {
    uploads,
    perSecond: uploads / seconds,
    portalMs: each('portalSeconds') * 1000,
    databaseMs: each('databaseSeconds') * 1000,
    statements: [...ofStatements.values()].reduce((sum, calls) => sum + calls, 0),
    ofStatements,
    walBytes: each('walBytes'),
    lockWaits: each('lockSeconds') * 1000,
    otherWaits: each('otherSeconds') * 1000,
  };
}

/** CPU ms of one heartbeat, without what is spent when nobody asks anything. */
export function heartbeatCost(busy: Spent, idle: Spent): { portals: number; database: number } {
  const each = (name: 'portalSeconds' | 'databaseSeconds') =>
    ((busy[name] - (idle[name] / idle.seconds) * busy.seconds) / busy.heartbeats) * 1000;
  return { portals: each('portalSeconds'), database: each('databaseSeconds') };
}

interface Counters {
  readonly at: number;
  readonly uploads: number;
  readonly heartbeats: number;
  /** CPU seconds, by process. */
  readonly portals: ReadonlyMap<number, number>;
  readonly database: ReadonlyMap<number, number>;
  readonly statements: ReadonlyMap<string, number>;
  readonly walBytes: number;
}

/** Reads counters of the kernel and of PostgreSQL, by a connection of its own that is not counted. */
export class CostMeter {
  readonly #run: OpenedRun;
  readonly #client: Client;

  private constructor(run: OpenedRun, client: Client) {
    this.#run = run;
    this.#client = client;
  }

  static async open(run: OpenedRun): Promise<CostMeter> {
    const client = new Client({ connectionString: run.cluster.postgres.primary.ownerUrl });
    await client.connect();
    await client.query('create extension if not exists pg_stat_statements');
    await client.query('set pg_stat_statements.track = none');
    return new CostMeter(run, client);
  }

  close(): Promise<void> {
    return this.#client.end();
  }

  async during(ms: number): Promise<Spent> {
    const before = await this.#read();
    const waits = await this.#watchWaits(before.at + ms);
    const after = await this.#read();
    return {
      seconds: (after.at - before.at) / 1000,
      uploads: after.uploads - before.uploads,
      heartbeats: after.heartbeats - before.heartbeats,
      portalSeconds: growth(before.portals, after.portals),
      databaseSeconds: growth(before.database, after.database),
      statements: grownBy(before.statements, after.statements),
      walBytes: after.walBytes - before.walBytes,
      ...waits,
    };
  }

  async #read(): Promise<Counters> {
    const { cluster, fleet } = this.#run;
    const { rows } = await this.#client.query<{ wal: string }>(WRITTEN);
    const asked = await this.#client.query<{ statement: string; calls: string }>(STATEMENTS);
    const { sent, heartbeats } = fleet.figures();
    return {
      at: performance.now(),
      uploads: sent,
      heartbeats,
      portals: cpuOf(cluster.portals.map(({ process }) => process)),
      database: cpuOf([cluster.postgres.primary.process]),
      statements: new Map(asked.rows.map(({ statement, calls }) => [statement, Number(calls)])),
      walBytes: Number(rows[0]?.wal),
    };
  }

  /** Looks at all sessions again and again: each that waits has waited since the look before. */
  async #watchWaits(until: number): Promise<Pick<Spent, 'lockSeconds' | 'otherSeconds'>> {
    let lockSeconds = 0;
    let otherSeconds = 0;
    let looked = performance.now();
    while (looked < until) {
      await sleep(WAITS_EVERY_MS);
      const { rows } = await this.#client.query<{ locks: number; others: number }>(WAITS);
      const since = (performance.now() - looked) / 1000;
      looked = performance.now();
      lockSeconds += (rows[0]?.locks ?? 0) * since;
      otherSeconds += (rows[0]?.others ?? 0) * since;
    }
    return { lockSeconds, otherSeconds };
  }
}

function cpuOf(kept: readonly { readonly pid: number | null }[]): ReadonlyMap<number, number> {
  const pids = kept.flatMap(({ pid }) => (pid === null ? [] : processTree(pid)));
  return new Map(pids.map((pid) => [pid, cpuSeconds(pid)]));
}

function growth(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number {
  return [...grownBy(before, after).values()].reduce((sum, seconds) => sum + seconds, 0);
}

function grownBy<Key>(before: ReadonlyMap<Key, number>, after: ReadonlyMap<Key, number>) {
  return new Map([...after].map(([key, total]) => [key, total - (before.get(key) ?? 0)]));
}

const WRITTEN = `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as wal`;

const STATEMENTS = `
  select regexp_replace(left(query, 300), '\\s+', ' ', 'g') as statement, sum(calls) as calls
  from pg_stat_statements group by 1`;

const WAITS = `
  select count(*) filter (where wait_event_type = 'Lock')::int as locks,
    count(*) filter (where wait_event_type in ('LWLock', 'IO', 'IPC', 'BufferPin'))::int as others
  from pg_stat_activity where backend_type = 'client backend' and state = 'active'`;
