import { execFile } from 'node:child_process';
import { appendFile, chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@workcompanion/db/embedded/free-port';
import { serverAccount } from '@workcompanion/db/embedded/open-cluster';
import { findBinaries, reachableBinaries } from '@workcompanion/db/embedded/reachable-binaries';
import { startEmbeddedPostgres } from '@workcompanion/db/embedded/start-embedded-postgres';
import { Client } from 'pg';
import type { KeptProcess, KeptProcessOptions } from '../../chaos/stage/kept-process.ts';
import { until } from '../../chaos/stage/until.ts';

const run = promisify(execFile);
const STARTS_WITHIN_MS = 60_000;
const PROMOTED_WITHIN_SECONDS = 30;

type StartProcess = (options: Omit<KeptProcessOptions, 'logFile' | 'onFailure'>) => KeptProcess;

/** The addresses of one server: as the owner, and as the role of the portal. */
interface ServerUrls {
  readonly ownerUrl: string;
  readonly url: string;
}

export interface PostgresServer extends ServerUrls {
  readonly process: KeptProcess;
  readonly port: number;
}

/**
 * Two PostgreSQL servers. A commit is answered when the second has it on its disk, so that the first may
 * be lost at any moment.
 */
export class ReplicatedPostgres {
  readonly first: PostgresServer;
  readonly second: PostgresServer;
  #hasFailedOver = false;

  private constructor(first: PostgresServer, second: PostgresServer) {
    this.first = first;
    this.second = second;
  }

  /** Both run, and the second follows the first. */
  static async start(folder: string, keep: StartProcess): Promise<ReplicatedPostgres> {
    const account = serverAccount();
    const binaries = await reachableBinaries(findBinaries(), account);
    const urls = await makeCluster(join(folder, 'first'));
    const server = async (name: 'first' | 'second', settings: readonly string[]) => {
      const port = await freePort();
      const cluster = join(folder, name, 'cluster');
      const process = keep({
        name: `PostgreSQL ${name}`,
        program: join(binaries, 'bin', 'postgres'),
        account,
        stopSignal: 'SIGINT', // SIGTERM would wait until everybody has left
        args: ['-D', cluster, ...[...SETTINGS, `port=${port}`, ...settings].flatMap(asSetting)],
      });
      return { process, port, ownerUrl: at(urls.ownerUrl, port), url: at(urls.url, port) };
    };
    const first = await server('first', ['synchronous_standby_names=second']);
    const second = await server('second', []);
    await copyAsStandby(folder, first);
    first.process.start();
    await answers(first.ownerUrl);
    second.process.start();
    await answers(second.ownerUrl);
    return new ReplicatedPostgres(first, second);
  }

  /** The one that takes writes. */
  get primary(): PostgresServer {
    return this.#hasFailedOver ? this.second : this.first;
  }

  /** Until the second server answers, and follows the first. */
  awaitStandby(): Promise<void> {
    return answers(this.second.ownerUrl);
  }

  /** Makes the second the one that takes writes. The first is dead by then, and stays so. */
  async promote(): Promise<void> {
    await ask(this.second.ownerUrl, `select pg_promote(true, ${PROMOTED_WITHIN_SECONDS})`);
    this.#hasFailedOver = true;
  }
}

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'timezone=UTC',
  'log_timezone=UTC',
  'dynamic_shared_memory_type=mmap', // a killed server leaves nothing outside of its folder
  'shared_preload_libraries=pg_stat_statements',
];

function asSetting(setting: string): readonly string[] {
  return ['-c', setting];
}

/** Made and stopped again: its database and the portal's role are in it. */
async function makeCluster(directory: string): Promise<ServerUrls> {
  await mkdir(directory, { recursive: true });
  const made = await startEmbeddedPostgres({ directory });
  await made.stop();
  return { ownerUrl: made.ownerUrl, url: made.url };
}

async function copyAsStandby(folder: string, first: PostgresServer): Promise<void> {
  const account = serverAccount();
  const copy = join(folder, 'second');
  const cluster = join(copy, 'cluster');
  await run('cp', ['-a', join(folder, 'first'), copy]);
  const { username, password } = new URL(first.ownerUrl);
  const line = `host=127.0.0.1 port=${first.port} user=${username} password=${password} application_name=second`;
  await appendFile(join(cluster, 'postgresql.auto.conf'), `primary_conninfo = '${line}'\n`);
  const signal = join(cluster, 'standby.signal');
  await writeFile(signal, '');
  if (account !== null) await chown(signal, account.uid, account.gid);
  for (const name of ['first', 'second']) await chmod(join(folder, name), 0o711);
}

function at(url: string, port: number): string {
  const moved = new URL(url);
  moved.port = String(port);
  return moved.href;
}

async function answers(url: string): Promise<void> {
  const isThere = () =>
    ask(url, 'select 1').then(
      () => true,
      () => false,
    );
  if (await until(isThere, STARTS_WITHIN_MS)) return;
  throw new Error('PostgreSQL has not started; its log lies in the folder of the run');
}

/** One statement on a connection of its own. */
export async function ask<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {}); // the query in flight rejects, and says why
  try {
    await client.connect();
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}
