import { randomBytes } from 'node:crypto';
import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '@workcompanion/db/embedded/free-port';
import { migrate } from '@workcompanion/db/migrate';
import { KeptProcess, type KeptProcessOptions } from '../../chaos/stage/kept-process.ts';
import { until } from '../../chaos/stage/until.ts';
import { childEnv } from '../../scripts/start/child-env.ts';
import { readStartEnv } from '../../scripts/start/env.ts';
import { serverFlags, workerFlags } from '../../scripts/start/node-flags.ts';
import { Balancer, letterOf } from './balancer.ts';
import { type ClusterStore, openObjectStore, type StoreKind } from './object-store.ts';
import { ReplicatedPostgres } from './replicated-postgres.ts';

const ROOT = join(import.meta.dirname, '../..');
const STARTS_WITHIN_MS = 300_000;
const ANSWER_MS = 5_000;
const NODE_MAJOR = Number.parseInt(process.versions.node, 10);

/** Archives at once and deletes the local copy soon, so that a short run sees all of it. */
const HURRIED = {
  ARCHIVE_WINDOW_START: '00:00',
  ARCHIVE_WINDOW_END: '00:00',
  ARCHIVE_MINIMUM_AGE_HOURS: '0',
  ARCHIVE_GRACE_HOURS: '0.01',
  ARCHIVE_LEASE_SECONDS: '20',
  INTEGRITY_SAMPLE_OBJECTS: '0',
  TRUSTED_PROXIES: '127.0.0.1/32',
  MIGRATE_ON_START: 'false',
  DRAIN_SECONDS: '2',
  LOG_LEVEL: 'info',
};

export interface ClusterWish {
  readonly folder: string;
  readonly store: StoreKind;
  readonly portals: number;
  readonly workers: number;
  readonly report: (line: string) => void;
}

export interface ClusterNode {
  /** A, B, C … */
  readonly letter: string;
  readonly process: KeptProcess;
  /** Its own address. */
  readonly url: string;
}

export interface PortalNode extends ClusterNode {
  /** The checkout whose build it serves. */
  readonly root: string;
  /** From its next start on it serves that checkout. */
  runFrom(root: string): Promise<void>;
}

/** Everything of a cluster but its recorders. It ends only what it has started. */
export class Cluster {
  readonly #closers: (() => Promise<unknown>)[] = [];
  readonly #wish: ClusterWish;
  /** What ended by itself though nobody asked it to. */
  readonly failures: string[] = [];

  private constructor(wish: ClusterWish) {
    this.#wish = wish;
  }

  static async open(wish: ClusterWish): Promise<RunningCluster> {
    const cluster = new Cluster(wish);
    try {
      return await cluster.#open();
    } catch (error) {
      await cluster.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).toReversed()) {
      await close().catch((error: unknown) => this.#wish.report(`closing: ${error}`));
    }
  }

  async #open(): Promise<RunningCluster> {
    const { folder, store: kind, report } = this.#wish;
    await mkdir(join(folder, 'logs'), { recursive: true });
    await writeFile(join(folder, 'master.key'), randomBytes(32).toString('hex'), { mode: 0o600 });
    report('starting PostgreSQL twice, and the store');
    const postgres = await ReplicatedPostgres.start(folder, (options) => this.#keep(options));
    const store = await openObjectStore(kind, folder, (options) => this.#keep(options));
    this.#closers.push(() => store.stop());
    await migrate(postgres.primary.ownerUrl, { portalUrl: postgres.primary.url });
    const ports = {
      web: await freePort(),
      database: await freePort(),
      portals: await freePorts(this.#wish.portals),
      databases: [postgres.first.port, postgres.second.port] as const,
    };
    const balancer = await Balancer.start(folder, ports, (options) => this.#keep(options));
    const url = `http://127.0.0.1:${ports.web}`;
    const databaseUrl = withPort(postgres.primary.url, ports.database);
    const settings = { ...HURRIED, ...store.settings, DATA_DIR: folder, PUBLIC_URL: url };
    const portals = await Promise.all(
      ports.portals.map((port, number) =>
        this.#portal(letterOf(number), port, { settings, databaseUrl }),
      ),
    );
    report(`starting ${portals.length} portal(s) and ${this.#wish.workers} worker(s)`);
    await startAll(portals, '/api/health/live');
    const workers: ClusterNode[] = [];
    while (workers.length < this.#wish.workers) {
      workers.push(await this.#worker(letterOf(workers.length), { settings, databaseUrl }));
    }
    await startAll(workers, '/api/health/live');
    await awaitAnswer(`${url}/api/health/ready`);
    const { failures } = this;
    const parts = { url, folder, postgres, store, balancer, portals, workers, failures };
    return { ...parts, databaseUrl, close: () => this.close() };
  }

  async #portal(
    letter: string,
    port: number,
    { settings, databaseUrl }: NodeSettings,
  ): Promise<PortalNode> {
    const env = nodeEnv({ ...settings, PORT: String(port) }, databaseUrl, `portal-${letter}`);
    const release = new Release(join(this.#wish.folder, `release-${letter}`));
    await release.runFrom(ROOT);
    const args = [...serverFlags(NODE_MAJOR), join(release.link, 'web', 'main.ts')];
    const process = this.#keep({ name: `portal ${letter}`, args, env });
    return {
      letter,
      process,
      url: `http://127.0.0.1:${port}`,
      get root() {
        return release.root;
      },
      runFrom: (root) => release.runFrom(root),
    };
  }

  async #worker(letter: string, { settings, databaseUrl }: NodeSettings): Promise<ClusterNode> {
    const port = await freePort();
    const own = { ...settings, WORKERS_HEALTH_PORT: String(port) };
    const env = nodeEnv(own, databaseUrl, `workers-${letter}`);
    const args = [...workerFlags(NODE_MAJOR), join(ROOT, 'workers', 'main.ts')];
    const process = this.#keep({ name: `workers ${letter}`, args, env });
    return { letter, process, url: `http://127.0.0.1:${port}` };
  }

  #keep(options: Omit<KeptProcessOptions, 'logFile' | 'onFailure'>): KeptProcess {
    const logFile = join(this.#wish.folder, 'logs', `${options.name.replaceAll(' ', '-')}.log`);
    const onFailure = (how: string) => {
      this.failures.push(`${options.name}: ${how}`);
      this.#wish.report(`${options.name} ended by itself: ${how}`);
    };
    const process = new KeptProcess({ ...options, logFile, onFailure });
    this.#closers.push(() => process.stop());
    return process;
  }
}

/** As a machine has it: a link to the release that runs, exchanged in one step. */
class Release {
  readonly link: string;
  root = ROOT;

  constructor(link: string) {
    this.link = link;
  }

  async runFrom(root: string): Promise<void> {
    await symlink(root, `${this.link}.next`);
    await rename(`${this.link}.next`, this.link);
    this.root = root;
  }
}

export interface RunningCluster {
  /** Where recorders and browsers come in. */
  readonly url: string;
  readonly folder: string;
  readonly postgres: ReplicatedPostgres;
  readonly store: ClusterStore;
  readonly balancer: Balancer;
  readonly portals: readonly PortalNode[];
  readonly workers: readonly ClusterNode[];
  readonly failures: readonly string[];
  /** As portals and workers reach the database, whichever server it is on. */
  readonly databaseUrl: string;
  close(): Promise<void>;
}

interface NodeSettings {
  readonly settings: Readonly<Record<string, string>> & { readonly DATA_DIR: string };
  readonly databaseUrl: string;
}

/** As `npm start` gives it to its children. */
function nodeEnv(
  settings: NodeSettings['settings'],
  databaseUrl: string,
  name: string,
): NodeJS.ProcessEnv {
  const own = {
    ...settings,
    MASTER_KEY_FILE: join(settings.DATA_DIR, 'master.key'),
    COLD_CACHE_DIR: join(settings.DATA_DIR, `cold-cache-${name}`),
    // With a bucket it holds what only this node needs.
    ...(settings['HOT_KIND'] !== 'folder' && { HOT_DIR: join(settings.DATA_DIR, `hot-${name}`) }),
  };
  return {
    ...childEnv(readStartEnv(ROOT, own), databaseUrl, own),
    NODE_ENV: 'production',
    MALLOC_ARENA_MAX: '2',
  };
}

async function startAll(nodes: readonly ClusterNode[], path: string): Promise<void> {
  for (const { process } of nodes) process.start();
  await Promise.all(nodes.map(({ url }) => awaitAnswer(`${url}${path}`)));
}

/** A loaded machine needs more than a minute to start a portal. */
export async function awaitAnswer(url: string): Promise<void> {
  const isThere = () =>
    fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) }).then(
      ({ ok }) => ok,
      () => false,
    );
  if (!(await until(isThere, STARTS_WITHIN_MS))) throw new Error(`${url} does not answer.`);
}

async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) ports.push(await freePort());
  return ports;
}

function withPort(url: string, port: number): string {
  const moved = new URL(url);
  moved.port = String(port);
  return moved.href;
}
