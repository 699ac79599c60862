import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { tempFolder } from './temp-folder.ts';
import { until } from './until.ts';

/** A real keyring of its own, unlocked, as a desktop has it. Returns how programs reach it. */
export async function startKeyring(): Promise<Readonly<Record<string, string>>> {
  const home = await tempFolder();
  const runtime = join(home, 'run');
  await mkdir(runtime, { mode: 0o700 });
  const places = { HOME: home, XDG_DATA_HOME: join(home, 'data'), XDG_RUNTIME_DIR: runtime };
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...places },
  });
  onTestFinished(() => void bus.kill('SIGKILL'));
  const [address] = await once(createInterface(bus.stdout), 'line');
  const reach = { ...places, DBUS_SESSION_BUS_ADDRESS: String(address) };
  const keyring = spawn(
    'gnome-keyring-daemon',
    ['--foreground', '--unlock', '--components=secrets'],
    { stdio: ['pipe', 'ignore', 'ignore'], env: { ...process.env, ...reach } },
  );
  onTestFinished(() => void keyring.kill('SIGKILL'));
  keyring.stdin.end('a password');
  const file = join(places.XDG_DATA_HOME, 'keyrings', 'login.keyring');
  await until('the keyring', () => existsSync(file));
  return reach;
}
