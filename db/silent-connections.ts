import { Client, type ClientBase, type Pool, type PoolClient } from 'pg';
import { z } from 'zod';

/** After so long without an answer, the server is asked whether it still works on it. */
const LATE_MS = 3_000;
/** Between two looks at what is late. */
const LOOK_EVERY_MS = 2_000;

/** What serves a connection: the number of a process alone may be another's after a restart. */
interface Backend {
  readonly pid: number;
  readonly startedAt: string;
}
const BackendRows = z.array(z.object({ pid: z.number(), startedAt: z.string() }));

interface Waiting {
  readonly client: Client;
  /** Null where a pooler stands between: what the server says of its process is not about us. */
  readonly backend: Backend | null;
  /** `performance.now()` of the question. */
  readonly since: number;
  /** Closes the connection when even the longest statement would have been ended. */
  readonly limit: NodeJS.Timeout;
}

export interface SilenceOptions {
  /** Until a new connection is prepared. */
  readonly connectMs: number;
  /** Until any answer: longer than the server lets a statement run. */
  readonly answerMs: number;
  /** A client that is not connected yet, and soon gives up. */
  readonly makeProbe: () => Client;
}

/** The first questions on a new connection. */
type Preparation = (client: Client, facts: { readonly isPooled: boolean }) => Promise<void>;

/**
 * Closes the connections of a pool whose answers are lost. What takes long and what is lost look alike
 * from here; hence the server is asked, over a connection of its own, what it still works on. While it
 * answers nobody, connections wait until `answerMs`. (pg's own `query_timeout` would leave a
 * connection in use, with an answer still to come.)
 */
export class SilenceWatch {
  readonly #options: SilenceOptions;
  readonly #waiting = new Map<Client, Waiting>();
  readonly #open = new Set<Client>();
  readonly #taken = new WeakSet<Client>();
  #look: NodeJS.Timeout | undefined;

  constructor(options: SilenceOptions) {
    this.#options = options;
  }

  /**
   * Whatever is closed leaves its pool, whoever holds it: drizzle never gives back a connection on
   * which `begin` failed, so that a pool would dry out for good.
   */
  watchPool(pool: Pool): void {
    pool.on('acquire', (client) => this.#taken.add(client));
    pool.on('release', (_error, client) => this.#taken.delete(client));
    pool.on('connect', (client) => {
      this.#open.add(client);
      // Whoever waits for an answer is told; without a listener, the process would end besides.
      client.on('error', () => {});
      client.once('end', () => this.#giveBack(client));
    });
  }

  /** From now on; the client has just been connected, and `prepare` asks its first questions. */
  async watch(given: ClientBase, prepare: Preparation): Promise<void> {
    const client = assertClient(given);
    const limit = setTimeout(() => cut(client), this.#options.connectMs);
    const backend = await readBackend(client)
      .then(async (found) => {
        await prepare(client, { isPooled: found === null });
        return found;
      })
      .finally(() => clearTimeout(limit));
    const send = client.query;
    Object.assign(client, {
      query: (...args: readonly unknown[]): unknown => {
        this.#await(client, backend);
        return Reflect.apply(send, client, args);
      },
    });
    client.on('drain', () => this.#stopWaiting(client));
    client.once('end', () => this.#stopWaiting(client));
  }

  #giveBack(client: PoolClient): void {
    this.#open.delete(client);
    if (!this.#taken.has(client)) return;
    client.release(true);
    // Its holder may still want to give it back.
    client.release = () => {};
  }

  #await(client: Client, backend: Backend | null): void {
    if (this.#waiting.has(client)) return;
    const limit = setTimeout(() => cut(client), this.#options.answerMs);
    this.#waiting.set(client, { client, backend, since: performance.now(), limit });
    this.#look ??= setTimeout(() => void this.#lookAtLate(), LATE_MS);
  }

  #stopWaiting(client: Client): void {
    clearTimeout(this.#waiting.get(client)?.limit);
    this.#waiting.delete(client);
  }

  async #lookAtLate(): Promise<void> {
    const before = performance.now() - LATE_MS;
    const late = [...this.#waiting.values()].filter(({ since }) => since <= before);
    // While nobody gets an answer, nothing is known of any of them.
    if (late.length > 0) await this.#closeLost(late).catch(() => {});
    const isNeeded = this.#waiting.size > 0;
    this.#look = isNeeded ? setTimeout(() => void this.#lookAtLate(), LOOK_EVERY_MS) : undefined;
  }

  async #closeLost(late: readonly Waiting[]): Promise<void> {
    const probe = this.#options.makeProbe();
    // The question in flight rejects, and says why.
    probe.on('error', () => {});
    try {
      await probe.connect();
      const working = await readWorking(probe, late);
      const lost = late.filter(
        (waiting) =>
          waiting.backend !== null &&
          !working.has(waiting.backend.pid) &&
          this.#waiting.get(waiting.client) === waiting,
      );
      if (lost.length === 0) return;
      for (const { client } of lost) cut(client);
      // What is idle went the same way, and would be lent next.
      const why = new Error(
        `${lost.length} answers of the database were lost: all idle are closed`,
      );
      for (const client of this.#open) if (!this.#taken.has(client)) cut(client, why);
      await endBackends(probe, lost);
    } finally {
      cut(probe);
    }
  }
}

function assertClient(client: ClientBase): Client {
  if (!(client instanceof Client)) throw new TypeError('no client of pg');
  return client;
}

/** At once, and without a farewell to which nobody may listen. Who holds it is told `why`. */
function cut(client: Client, why?: Error): void {
  client.connection.stream.destroy(why);
}

/**
 * Whether a connection pooler stands between: what a session sets or locks would then be left to
 * whoever is lent it next.
 */
export async function isPooled(client: Client): Promise<boolean> {
  return (await readBackend(client)) === null;
}

async function readBackend(client: Client): Promise<Backend | null> {
  const { rows } = await client.query(
    `select pid, extract(epoch from backend_start)::text as "startedAt" from pg_stat_activity
     where pid = pg_backend_pid()`,
  );
  const [backend] = BackendRows.parse(rows);
  if (backend === undefined) return null;
  const announced = 'processID' in client ? client.processID : null;
  return announced === backend.pid ? backend : null;
}

/** The processes that still work on a statement, or of which we may not know. */
async function readWorking(probe: Client, late: readonly Waiting[]): Promise<Set<number>> {
  const { rows } = await probe.query(
    `select pid, extract(epoch from backend_start)::text as "startedAt" from pg_stat_activity
     where pid = any($1) and (state is null or state not like 'idle%')`,
    [late.flatMap(({ backend }) => backend?.pid ?? [])],
  );
  const backends = late.flatMap(({ backend }) => backend ?? []);
  const working = BackendRows.parse(rows).filter(({ pid, startedAt }) =>
    backends.some((backend) => backend.pid === pid && backend.startedAt === startedAt),
  );
  return new Set(working.map(({ pid }) => pid));
}

/** They know nothing of it, and would hold their locks for hours. */
async function endBackends(probe: Client, lost: readonly Waiting[]): Promise<void> {
  for (const { backend } of lost) {
    await probe.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where pid = $1 and extract(epoch from backend_start)::text = $2`,
      [backend?.pid, backend?.startedAt],
    );
  }
}
