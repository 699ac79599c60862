import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ObjectRequests } from '../../remote/object-requests.ts';
import { DEFAULT_TIMEOUTS } from '../../remote/remote-timeouts.ts';
import { S3, type S3StoreOptions, s3Address } from '../../remote/s3-store.ts';
import { SWIFT_CREDENTIALS, type SwiftPorts, swiftFiles } from './swift-files.ts';

const run = promisify(execFile);
const START_MS = 45_000;
/** Debian's own: one that comes earlier in PATH has no Swift. */
const PYTHON = '/usr/bin/python3';
const NEEDED = ['/usr/bin/swift-proxy-server', '/usr/bin/memcached', PYTHON];
/** Swift's folder is compiled in; its own tools set another one so. */
const LAUNCH =
  'import sys; from swift.common.utils import set_swift_dir; set_swift_dir(sys.argv.pop(1)); ' +
  'from importlib import import_module; import_module(sys.argv.pop(1)).main()';
const MODULES = {
  account: 'swift.account.server',
  container: 'swift.container.server',
  object: 'swift.obj.server',
  proxy: 'swift.proxy.server',
};

export interface Swift {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: typeof SWIFT_CREDENTIALS;
  stop(): Promise<void>;
}

/** A new, empty bucket of a store that takes no conditions. */
export async function newBucket(
  store: Pick<S3StoreOptions, 'credentials' | 'endpoint' | 'region'>,
): Promise<S3StoreOptions> {
  const { endpoint, region, credentials } = store;
  const options = {
    endpoint,
    region,
    credentials,
    bucket: `bucket-${randomUUID()}`,
    conditionalPuts: false,
  };
  const agent = new Agent();
  const bucket = { ...options, address: s3Address(options) };
  const requests = new ObjectRequests(S3, bucket, { agent, timeouts: DEFAULT_TIMEOUTS });
  await requests.send({ method: 'PUT' }).finally(() => agent.destroy());
  return options;
}

/**
 * OpenStack Swift with its S3 interface, from Debian (swift-proxy, swift-account, swift-container,
 * swift-object, memcached), on the loopback in a temporary folder. Null where it is not installed.
 */
export async function startSwift(): Promise<Swift | null> {
  if (process.getuid?.() !== 0 || !(await areThere(NEEDED))) return null;
  const folder = await mkdtemp(join(tmpdir(), 'swift-'));
  const ports = await choosePorts();
  const children: ChildProcess[] = [];
  const stop = async () => {
    for (const child of children) await ended(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await prepare(folder, ports);
    children.push(spawn('/usr/bin/memcached', memcachedArguments(ports), { stdio: 'ignore' }));
    // The proxy last: it avoids for a while what it once found closed.
    for (const kinds of [['account', 'container', 'object'], ['proxy']] as const) {
      for (const kind of kinds) children.push(launch(folder, kind));
      for (const kind of kinds) await answering(ports[kind]);
    }
    const endpoint = `http://127.0.0.1:${ports.proxy}`;
    return { endpoint, region: 'us-east-1', credentials: SWIFT_CREDENTIALS, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function choosePorts(): Promise<SwiftPorts> {
  const [account = 0, container = 0, object = 0, proxy = 0, memcached = 0] = await freePorts(5);
  return { account, container, object, proxy, memcached };
}

async function prepare(folder: string, ports: SwiftPorts): Promise<void> {
  await mkdir(join(folder, 'devices/d1'), { recursive: true });
  for (const [name, content] of Object.entries(swiftFiles(folder, ports))) {
    await writeFile(join(folder, name), content);
  }
  for (const kind of ['account', 'container', 'object'] as const) {
    const ring = (...args: string[]) =>
      run(PYTHON, ['/usr/bin/swift-ring-builder', join(folder, `${kind}.builder`), ...args]);
    // 2^4 partitions, one copy, one device.
    await ring('create', '4', '1', '1');
    await ring('add', `r1z1-127.0.0.1:${ports[kind]}/d1`, '1');
    await ring('rebalance');
  }
}

function memcachedArguments({ memcached }: SwiftPorts): string[] {
  return ['-u', 'nobody', '-l', '127.0.0.1', '-p', String(memcached), '-m', '16'];
}

function launch(folder: string, kind: keyof typeof MODULES): ChildProcess {
  const args = ['-c', LAUNCH, folder, MODULES[kind], `${folder}/${kind}-server.conf`];
  return spawn(PYTHON, args, { stdio: 'ignore', env: { PATH: '/usr/bin:/bin' } });
}

/** Each refuses what it is asked here, but until it is up nobody does. */
async function answering(port: number): Promise<void> {
  const until = Date.now() + START_MS;
  for (;;) {
    const status = await fetch(`http://127.0.0.1:${port}`).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status !== 0 && status < 500) return;
    if (Date.now() > until) throw new Error(`Swift did not start within ${START_MS} ms`);
    await delay(200);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

async function areThere(paths: readonly string[]): Promise<boolean> {
  const found = await Promise.all(
    paths.map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
}

/** Ports that nobody listens on now; all different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return address === null || typeof address === 'string' ? 0 : address.port;
  });
  for (const server of servers) server.close();
  return ports;
}
