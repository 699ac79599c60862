import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CREDENTIALS = { accessKeyId: 'tester', secretAccessKey: 'tester-secret' };
const START_MS = 45_000;

export const RADOSGW = '/usr/bin/radosgw';

export interface Radosgw {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: typeof CREDENTIALS;
}

export interface PreparedRadosgw extends Radosgw {
  /** The arguments of the program, which stays in the foreground. */
  readonly args: readonly string[];
}

/** Ceph's S3 server over a file of SQLite, without a Ceph cluster: its folder, its user, how to start it. */
export async function prepareRadosgw(folder: string, port: number): Promise<PreparedRadosgw> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'ceph.conf');
  await writeFile(file, cephConfiguration(folder, port));
  const common = ['--no-mon-config', '-c', file, '-n', 'client.rgw'];
  const { accessKeyId, secretAccessKey } = CREDENTIALS;
  const keys = [`--access-key=${accessKeyId}`, `--secret=${secretAccessKey}`];
  const user = ['user', 'create', '--uid=tester', '--display-name=tester', ...keys];
  await run('radosgw-admin', [...common, ...user]);
  return {
    args: ['-f', ...common],
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: CREDENTIALS,
  };
}

/** For tests, in a temporary folder. Null where it is not installed. */
export async function startRadosgw(): Promise<(Radosgw & { stop(): Promise<void> }) | null> {
  if (!existsSync(RADOSGW) || !existsSync('/usr/bin/radosgw-admin')) return null;
  const folder = await mkdtemp(join(tmpdir(), 'radosgw-'));
  const { args, ...server } = await prepareRadosgw(folder, await freePort());
  const child = spawn(RADOSGW, args, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const until = performance.now() + START_MS;
  while (!(await answers(server.endpoint))) {
    if (performance.now() < until) {
      await delay(100);
      continue;
    }
    await stop();
    throw new Error('radosgw has not started');
  }
  return { ...server, stop };
}

function answers(endpoint: string): Promise<boolean> {
  return fetch(endpoint).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function cephConfiguration(folder: string, port: number): string {
  return `[global]
fsid = 11111111-1111-1111-1111-111111111111
log_to_stderr = true
[client.rgw]
rgw_backend_store = dbstore
rgw_config_store = dbstore
dbstore_config_uri = file:${folder}/config.db
rgw_frontends = beast endpoint=127.0.0.1:${port}
dbstore_db_dir = ${folder}
rgw_data = ${folder}
admin_socket =
run_dir = ${folder}
`;
}
