import { execFileSync, spawn } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tempFolder } from './temp-folder.ts';
import { until } from './until.ts';

/** The one account of a proxy that wants to know who asks. */
export const PROXY_USER = 'anna:s3cret';

interface SquidOptions {
  /** Names that it alone knows, all of this machine. */
  readonly hosts?: readonly string[];
  readonly authenticated?: boolean;
  /** Opens TLS, and shows certificates of an authority of its own: that of `caFile`. */
  readonly inspecting?: { readonly caFile: string; readonly upstreamCa: string };
}

/** A real squid on a free port, which ends with the test. */
export async function startSquid({
  hosts = [],
  authenticated = false,
  inspecting,
}: SquidOptions = {}) {
  const folder = await tempFolder();
  // squid leaves root for an account of its own, which has to write here.
  await chmod(folder, 0o777);
  const port = await freePort();
  const options = [
    ...['pid_filename none', 'cache deny all', 'shutdown_lifetime 0 seconds'],
    ...[`access_log stdio:${join(folder, 'access.log')}`, `cache_log ${join(folder, 'cache.log')}`],
    ...['visible_hostname proxy.example', `coredump_dir ${folder}`],
    `hosts_file ${await hostsFile(folder, hosts)}`,
    ...(authenticated ? await authentication(folder) : ['http_access allow all']),
    ...(inspecting === undefined
      ? [`http_port 127.0.0.1:${port}`]
      : await inspection({ folder, port, ...inspecting })),
  ];
  const config = join(folder, 'squid.conf');
  await writeFile(config, `${options.join('\n')}\n`);
  const squid = spawn('squid', ['-N', '-f', config], { stdio: 'ignore' });
  onTestFinished(() => void squid.kill('SIGKILL'));
  await until('squid', () => answers(port), 60_000);
  return {
    url: `http://127.0.0.1:${port}`,
    /** What went through it, a line each. */
    log: () => readFile(join(folder, 'access.log'), 'utf8').catch(() => ''),
  };
}

async function hostsFile(folder: string, names: readonly string[]): Promise<string> {
  const file = join(folder, 'hosts');
  await writeFile(file, `127.0.0.1 localhost ${names.join(' ')}\n`);
  return file;
}

async function authentication(folder: string): Promise<string[]> {
  const [user = '', password = ''] = PROXY_USER.split(':');
  const hash = execFileSync('openssl', ['passwd', '-apr1', password], { encoding: 'utf8' });
  await writeFile(join(folder, 'passwords'), `${user}:${hash}`);
  return [
    `auth_param basic program /usr/lib/squid/basic_ncsa_auth ${join(folder, 'passwords')}`,
    ...['acl known proxy_auth REQUIRED', 'http_access allow known', 'http_access deny all'],
  ];
}

interface Inspection {
  readonly folder: string;
  readonly port: number;
  readonly caFile: string;
  readonly upstreamCa: string;
}

async function inspection({ folder, port, caFile, upstreamCa }: Inspection): Promise<string[]> {
  const certificates = join(folder, 'certificates');
  execFileSync('/usr/lib/squid/security_file_certgen', ['-c', '-s', certificates, '-M', '4MB']);
  execFileSync('chmod', ['-R', 'a+rwX', certificates]);
  return [
    `http_port 127.0.0.1:${port} ssl-bump tls-cert=${caFile} generate-host-certificates=on`,
    `sslcrtd_program /usr/lib/squid/security_file_certgen -s ${certificates} -M 4MB`,
    ...[`tls_outgoing_options cafile=${upstreamCa}`, 'ssl_bump bump all'],
  ];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}
