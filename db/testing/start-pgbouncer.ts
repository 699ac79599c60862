import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../embedded/free-port.ts';
import { serverAccount } from '../embedded/open-cluster.ts';

const PROGRAM = '/usr/sbin/pgbouncer';

export interface TestPgBouncer {
  /** The address that was given, by way of the pooler. */
  through(databaseUrl: string): string;
  stop(): Promise<void>;
}

/** Says what is missing, for whoever wonders why tests were skipped. */
export function canStartPgBouncer(): boolean {
  if (existsSync(PROGRAM)) return true;
  console.warn('skipped: no pgbouncer (apt-get install pgbouncer)');
  return false;
}

/**
 * PgBouncer in transaction mode before the server of the addresses, for their users. With few
 * connections to each database, whatever a session leaves behind it leaves to the next.
 */
export async function startPgBouncer(
  urls: readonly [string, ...string[]],
  { poolSize }: { readonly poolSize: number },
): Promise<TestPgBouncer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'workcompanion-pgbouncer-'));
  await chmod(folder, 0o755);
  const port = await freePort();
  const users = path.join(folder, 'users.txt');
  await writeFile(users, urls.map(userLine).join(''));
  const config = path.join(folder, 'pgbouncer.ini');
  const server = new URL(urls[0]);
  const settings = [
    '[databases]',
    `* = host=${server.hostname} port=${server.port}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'pool_mode = transaction',
    `default_pool_size = ${poolSize}`,
    'auth_type = scram-sha-256',
    `auth_file = ${users}`,
  ];
  await writeFile(config, `${settings.join('\n')}\n`);
  const child = spawn(PROGRAM, [config], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...serverAccount(),
  });
  await listening(child);
  return {
    through(databaseUrl) {
      const url = new URL(databaseUrl);
      url.host = `127.0.0.1:${port}`;
      return url.href;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

function userLine(databaseUrl: string): string {
  const { username, password } = new URL(databaseUrl);
  return `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"\n`;
}

async function listening(child: ChildProcess): Promise<void> {
  if (child.stderr === null) throw new TypeError('PgBouncer has no log');
  const lines: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  createInterface({ input: child.stderr })
    .on('line', (line) => {
      lines.push(line);
      if (line.includes('process up')) resolve();
    })
    .on('close', () => reject(new Error(`PgBouncer ended: ${lines.join(' | ')}`)));
  await promise;
}
