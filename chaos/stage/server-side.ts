import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '@workcompanion/db/embedded/free-port';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '@workcompanion/db/embedded/start-embedded-postgres';
import { migrate } from '@workcompanion/db/migrate';
import { childEnv } from '../../scripts/start/child-env.ts';
import { readStartEnv } from '../../scripts/start/env.ts';
import { serverFlags, workerFlags } from '../../scripts/start/node-flags.ts';
import { ArchiveProcess } from './archive-process.ts';
import { KeptProcess } from './kept-process.ts';
import { SmallDisk } from './small-disk.ts';

/** The database server, always on the same port. */
class KeptPostgres {
  readonly port: number;
  readonly #directory: string;
  #server: EmbeddedPostgres;
  #isDown = false;

  private constructor(directory: string, port: number, server: EmbeddedPostgres) {
    this.#directory = directory;
    this.port = port;
    this.#server = server;
  }

  static async start(directory: string): Promise<KeptPostgres> {
    const port = await freePort();
    return new KeptPostgres(directory, port, await startEmbeddedPostgres({ directory, port }));
  }

  /** By which portals and workers connect. */
  get url(): string {
    return this.#server.url;
  }

  get ownerUrl(): string {
    return this.#server.ownerUrl;
  }

  /** SIGKILL to its first process; the others see that and end. Null when it is down already. */
  async kill(): Promise<number | null> {
    if (this.#isDown) return null;
    this.#isDown = true;
    const { ended, pid } = this.#server;
    process.kill(pid, 'SIGKILL');
    const at = Date.now();
    await ended;
    return at;
  }

  async startAgain(): Promise<void> {
    const { port } = this;
    this.#server = await startEmbeddedPostgres({ directory: this.#directory, port });
    this.#isDown = false;
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }
}

const ROOT = join(import.meta.dirname, '../..');
const PROXY = join(ROOT, 'db', 'testing', 'tcp-proxy.ts');
const PORTAL = join(ROOT, 'web', 'main.ts');
const WORKERS = join(ROOT, 'workers', 'main.ts');
const NODE_MAJOR = Number.parseInt(process.versions.node, 10);
const HOT_DISK_MEGABYTES = 384;

/** Archives at once and deletes the local copy at once, so that a short run sees all of it. */
const HURRIED = {
  ARCHIVE_WINDOW_START: '00:00',
  ARCHIVE_WINDOW_END: '00:00',
  ARCHIVE_MINIMUM_AGE_HOURS: '0',
  ARCHIVE_GRACE_HOURS: '0.005',
  ARCHIVE_LEASE_SECONDS: '20',
  HOT_MINIMUM_FREE_BYTES: String(16 * 1024 * 1024),
  THUMBNAIL_PROCESSES: '0',
  LOG_LEVEL: 'info',
};

/** `keep`: what lies on a small disk stays when that is unmounted. */
export type Closer = (keep: boolean) => Promise<unknown>;

export interface ServerSideOptions {
  readonly folder: string;
  /** Gets what must be closed, in the order in which it was opened. */
  readonly closers: Closer[];
  readonly onFailure: (name: string, how: string) => void;
}

/** PostgreSQL, the archive, two portals and two workers, and the lines between them. */
export interface ServerSide {
  readonly postgres: KeptPostgres;
  readonly archive: ArchiveProcess;
  /** Portals and workers reach PostgreSQL by it. */
  readonly databaseLine: KeptProcess;
  /** Recorders reach the portals by it: whichever of them is there. */
  readonly network: KeptProcess;
  readonly portals: readonly KeptProcess[];
  readonly workers: readonly KeptProcess[];
  readonly hotDir: string;
  readonly hotDisk: SmallDisk | null;
  /** What recorders are told. */
  readonly url: string;
  /** The address of each portal itself. */
  readonly portalUrls: readonly string[];
}

/** Everything but the portals and workers is running then. */
export async function openServerSide(options: ServerSideOptions): Promise<ServerSide> {
  const { folder } = options;
  const hotDir = join(folder, 'hot');
  await mkdir(join(folder, 'logs'), { recursive: true });
  await writeFile(join(folder, 'master.key'), randomBytes(32).toString('hex'), { mode: 0o600 });
  const stores = await openStores(options, hotDir);
  const ports = { database: await freePort(), network: await freePort() };
  const portalPorts = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${ports.network}`;
  const databaseUrl = new URL(stores.postgres.url);
  databaseUrl.port = String(ports.database);
  const settings = { ...HURRIED, ...stores.archive.settings(), DATA_DIR: folder, PUBLIC_URL: url };
  const kept = (name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const process = new KeptProcess({ name, args, env, ...outputOf(options, name) });
    options.closers.push(() => process.stop());
    return process;
  };
  const databaseLine = kept('database line', proxyArgs(ports.database, [stores.postgres.port]));
  const network = kept('network', proxyArgs(ports.network, portalPorts));
  databaseLine.start();
  network.start();
  const nodes = portalPorts.map((port, number) => {
    const letter = number === 0 ? 'A' : 'B';
    const env = nodeEnv({ ...settings, PORT: String(port) }, databaseUrl.href, letter);
    return {
      portal: kept(`portal ${letter}`, [...serverFlags(NODE_MAJOR), PORTAL], env),
      workers: kept(`workers ${letter}`, [...workerFlags(NODE_MAJOR), WORKERS], env),
    };
  });
  return {
    ...stores,
    hotDir,
    databaseLine,
    network,
    url,
    portals: nodes.map(({ portal }) => portal),
    workers: nodes.map(({ workers }) => workers),
    portalUrls: portalPorts.map((port) => `http://127.0.0.1:${port}`),
  };
}

async function openStores(options: ServerSideOptions, hotDir: string) {
  const { folder, closers } = options;
  const hotDisk = await SmallDisk.mount(hotDir, HOT_DISK_MEGABYTES);
  closers.push(async (keep) => hotDisk?.unmount(keep));
  const postgres = await KeptPostgres.start(join(folder, 'postgres'));
  closers.push(() => postgres.stop());
  await migrate(postgres.ownerUrl, { portalUrl: postgres.url });
  const archive = await ArchiveProcess.start(outputOf(options, 'archive'));
  closers.push(() => archive.process.kill());
  return { hotDisk, postgres, archive };
}

/** As `npm start` gives it to its children. */
function nodeEnv(
  settings: Readonly<Record<string, string>> & { readonly DATA_DIR: string },
  databaseUrl: string,
  letter: string,
): NodeJS.ProcessEnv {
  const own = {
    ...settings,
    MASTER_KEY_FILE: join(settings.DATA_DIR, 'master.key'),
    COLD_CACHE_DIR: join(settings.DATA_DIR, `cold-cache-${letter}`),
  };
  return {
    ...childEnv(readStartEnv(ROOT, own), databaseUrl, own),
    NODE_ENV: 'production',
    MALLOC_ARENA_MAX: '2',
  };
}

function outputOf({ folder, onFailure }: ServerSideOptions, name: string) {
  return {
    logFile: join(folder, 'logs', `${name.replaceAll(' ', '-')}.log`),
    onFailure: (how: string) => onFailure(name, how),
  };
}

function proxyArgs(listen: number, targets: readonly number[]): string[] {
  return [PROXY, ...[listen, '127.0.0.1', ...targets].map(String)];
}
