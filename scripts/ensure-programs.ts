import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runCommand } from './processes/run-command.ts';

/** Programs that npm can't bring, and the Debian package of each. */
const PROGRAMS = {
  ffmpeg: 'ffmpeg',
  chromium: 'chromium',
  Xvfb: 'xvfb',
  openbox: 'openbox',
  xterm: 'xterm',
  xrandr: 'x11-xserver-utils',
  xdpyinfo: 'x11-utils',
  openssl: 'openssl',
  nginx: 'nginx-light',
  curl: 'curl',
  unzip: 'unzip',
  rclone: 'rclone',
  haproxy: 'haproxy',
  caddy: 'caddy',
  'docker-compose': 'docker-compose',
  radosgw: 'radosgw',
  pgbouncer: 'pgbouncer',
  squid: 'squid-openssl',
  memcached: 'memcached',
  'swift-proxy-server': 'swift-proxy',
  'swift-account-server': 'swift-account',
  'swift-container-server': 'swift-container',
  'swift-object-server': 'swift-object',
} as const;
export type Program = keyof typeof PROGRAMS;

/** Without these, Chinese text and clocks are drawn as boxes. */
const FONT_PACKAGES = ['fonts-noto-cjk', 'fonts-dejavu-core'];

/**
 * Makes sure that `programs` are on the PATH: installs them on Debian as root, and says elsewhere
 * what to install. Throws when something is missing in the end.
 */
export async function ensurePrograms(programs: readonly Program[]): Promise<void> {
  const missing = await findMissing(programs);
  if (missing.length === 0) return;
  const packages = [...packagesOf(missing), ...FONT_PACKAGES];
  if (await canInstall()) await install(packages);
  const stillMissing = await findMissing(programs);
  if (stillMissing.length > 0) {
    throw new Error(
      `Not found on the PATH: ${stillMissing.join(', ')}. On Debian or Ubuntu: apt-get install ${packages.join(' ')}`,
    );
  }
}

/** Installs what it can of `programs`, for `purpose`, and says what stays missing. Never throws. */
export async function offerPrograms(purpose: string, programs: readonly Program[]): Promise<void> {
  const missing = await findMissing(programs);
  if (missing.length === 0) return;
  const packages = packagesOf(missing);
  const why = (await canInstall())
    ? await install(packages).then(
        () => null,
        (error: unknown) => String(error),
      )
    : 'only root can install';
  const stillMissing = await findMissing(programs);
  if (stillMissing.length === 0) return;
  console.log(`Without ${packages.join(' ')}, ${purpose} is skipped${why ? ` (${why})` : ''}.`);
}

function packagesOf(programs: readonly Program[]): string[] {
  return [...new Set(programs.map((program) => PROGRAMS[program]))];
}

async function install(packages: readonly string[]): Promise<void> {
  console.log(`installing with apt-get: ${packages.join(' ')}`);
  // In runlevel 1 a package starts none of its services.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  await runCommand('apt-get', ['update', '-qq'], env);
  await runCommand(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
    env,
  );
}

async function findMissing(programs: readonly Program[]): Promise<Program[]> {
  const found = await Promise.all(programs.map(isOnPath));
  return programs.filter((_, index) => !found[index]);
}

async function isOnPath(program: string): Promise<boolean> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  const checks = folders.map((folder) =>
    access(join(folder, program)).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(checks)).includes(true);
}

async function canInstall(): Promise<boolean> {
  return process.getuid?.() === 0 && (await isOnPath('apt-get'));
}
