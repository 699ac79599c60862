import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@workcompanion/core/errors';
import { Client } from 'pg';
import { databaseErrorCode } from '../describe-error.ts';
import { ensureRole } from '../role/ensure-role.ts';
import { claimDirectory } from './claim-directory.ts';
import { freePort } from './free-port.ts';
import { awaitServer, launchPostgres } from './launch-postgres.ts';
import { openCluster } from './open-cluster.ts';
import {
  type Postmaster,
  readPostmasterFile,
  removeStalePostmasterFile,
  stopPostmaster,
  watchPostmaster,
} from './postmaster.ts';
import {
  DATABASE_USER,
  type PreparedCluster,
  prepareCluster,
  serverPassword,
} from './prepare-cluster.ts';
import { postgresAlive, processIdTaken } from './process-alive.ts';

const DUPLICATE_DATABASE = '42P04';

export interface EmbeddedPostgres {
  /** By which portal and workers connect: as a role that gets its rights from `migrate`. */
  readonly url: string;
  /** As the owner, who may do everything. */
  readonly ownerUrl: string;
  readonly pid: number;
  /** It was already running, left behind by a supervisor that was killed. */
  readonly adopted: boolean;
  /** Resolves when the server has ended, by `stop` or by itself. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Ours alone: `cluster/` (the data), `password`, `portal-password`, `server.log`, `owner.pid`. */
  readonly directory: string;
  /** False for tests only: a power cut may then destroy the cluster. */
  readonly durable?: boolean;
  /** A free one unless said otherwise. An adopted server keeps its own. */
  readonly port?: number;
}

const PORTAL_ROLE = 'workcompanion_portal';

/** The server log begins anew at a start once it is larger. */
const MAX_LOG_BYTES = 8 * 1024 * 1024;

/**
 * A PostgreSQL server on 127.0.0.1 whose data lives in `directory`: made at the first call, adopted
 * when one is still running, else started. Throws `unavailable` with what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const directory = path.resolve(options.directory);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const release = await claimDirectory(directory);
  try {
    const cluster = await prepareCluster(directory);
    const running = await runningServer(cluster);
    const server = running ?? (await launch(cluster, options));
    const ownerUrl = urlOf(cluster, server.port);
    await ensureDatabase(ownerUrl);
    const url = await portalUrl(directory, ownerUrl);
    return supervised(server, {
      url,
      ownerUrl,
      adopted: running !== null,
      release,
    });
  } catch (error) {
    await release();
    throw error;
  }
}

function supervised(
  { pid }: Postmaster,
  {
    release,
    ...facts
  }: Omit<EmbeddedPostgres, 'pid' | 'ended' | 'stop'> & {
    release: () => Promise<void>;
  },
): EmbeddedPostgres {
  return {
    ...facts,
    pid,
    ended: watchPostmaster(pid),
    stop: async () => {
      await stopPostmaster(pid);
      await release();
    },
  };
}

/** The role is made where it is missing, as in a cluster of an earlier version. */
async function portalUrl(directory: string, ownerUrl: string): Promise<string> {
  const url = new URL(ownerUrl);
  url.username = PORTAL_ROLE;
  url.password = await serverPassword(directory, 'portal-password');
  await ensureRole(ownerUrl, url.href);
  return url.href;
}

/** One that is just ending is waited for, and is then none. */
async function runningServer(cluster: PreparedCluster): Promise<Postmaster | null> {
  const server = await readPostmasterFile(cluster.path);
  if (!server) return null;
  const alive = () => postgresAlive(server.pid, cluster.path);
  try {
    if (alive()) {
      await awaitServer(adminUrlOf(cluster, server.port), alive);
      return server;
    }
  } catch (error) {
    if (alive()) throw error;
  }
  if (processIdTaken(server.pid)) await removeStalePostmasterFile(cluster.path);
  return null;
}

async function launch(cluster: PreparedCluster, options: EmbeddedOptions): Promise<Postmaster> {
  const port = options.port ?? (await freePort());
  const logFile = await freshLog(path.join(path.dirname(cluster.path), 'server.log'));
  const opened = await openCluster(cluster.path, cluster.account);
  try {
    const child = await launchPostgres({
      ...cluster,
      cluster: opened,
      port,
      durable: options.durable ?? true,
      logFile,
    });
    // pg_ctl (Windows) ends by itself once it has begun the start.
    const alive = () =>
      process.platform === 'win32' || (child.exitCode ?? child.signalCode) === null;
    await awaitServer(adminUrlOf(cluster, port), alive);
  } catch (cause) {
    throw new AppError('unavailable', `PostgreSQL did not start: ${await tail(logFile)}`, {
      cause,
    });
  } finally {
    await opened.close();
  }
  const server = await readPostmasterFile(cluster.path);
  if (!server) throw new AppError('unavailable', `PostgreSQL left no pid file in ${cluster.path}.`);
  return server;
}

async function freshLog(file: string): Promise<string> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > MAX_LOG_BYTES) await rm(file);
  return file;
}

async function tail(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return `${text.trim().split('\n').slice(-5).join(' | ')} (${file})`;
}

function urlOf(cluster: PreparedCluster, port: number, database = DATABASE_USER): string {
  return `postgres://${DATABASE_USER}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

function adminUrlOf(cluster: PreparedCluster, port: number): string {
  return urlOf(cluster, port, 'postgres');
}

/** Creates the database that `url` names where it is missing. */
export async function ensureDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const client = new Client({ connectionString: withDatabase(url, 'postgres') });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    if (databaseErrorCode(error) !== DUPLICATE_DATABASE) throw error;
  } finally {
    await client.end();
  }
}

/** The same server as `url`, another database. */
export function withDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.href;
}
