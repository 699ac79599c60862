import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { askRecorder } from '../core/control/ask-recorder.ts';
import { openIdentity, readIdentity } from '../core/device/device-identity.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import { buildTestApp, electron, setUpDesktop } from '../testing/set-up-desktop.ts';
import { startKeyring } from '../testing/start-keyring.ts';
import { until } from '../testing/until.ts';

const CLI = join(import.meta.dirname, '../core/cli.ts');
const LONG_MS = 30_000;
const log = pino({ level: 'silent' });

describe.skipIf(electron === null)('the key of a device with a desktop', () => {
  let app = '';
  beforeAll(async () => {
    app = await buildTestApp('desktop-key');
  });

  test('stays in its file where the system keeps no secrets', async () => {
    const { folder, state, start } = await setUpDesktop(app);
    for (const time of [1, 2]) {
      const desktop = await start();
      const before = state.heartbeats.length;
      await until(`heartbeat ${time}`, () => state.heartbeats.length > before, LONG_MS);
      expect(state.heartbeats.at(-1)?.keyStorage).toBe('file');
      await desktop.quit();
    }
    expect((await readIdentity(folder))?.keyStorage).toBe('file');
    const names = await readdir(folder);
    expect(names.filter((name) => name.startsWith('system-secret'))).toEqual([]);
  }, 120_000);

  test('is told to be lost when it does not open, and the computer is enrolled anew when told to', async () => {
    const { folder, state, start } = await setUpDesktop(app);
    const first = await start();
    await until('a heartbeat', () => state.heartbeats.length > 0, LONG_MS);
    await first.quit();
    await openIdentity({ folder, log, systemSecret: randomBytes(32) });

    const desktop = await start();
    const page = await desktop.window();
    await page.getByText('Sign out and in again.').waitFor();
    expect([(await desktop.look())?.problem, state.devices.size]).toEqual(['device-key-locked', 1]);
    await page.getByRole('button', { name: 'Enrol this computer anew' }).click();
    await page.getByRole('button', { name: 'I have read this notice' }).waitFor();
    expect([state.devices.size, (await readIdentity(folder))?.keyStorage]).toEqual([2, 'file']);
    await desktop.quit();
  }, 120_000);

  test.skipIf(!hasPrograms('dbus-daemon', 'gnome-keyring-daemon'))(
    'is kept by a keyring from the second start on, and does not open without it',
    async () => {
      const { folder, portal, screen, state, start } = await setUpDesktop(app);
      const environment = await startKeyring();
      const keyring = { passwordStore: 'gnome-libsecret', environment } as const;
      for (const storage of ['file', 'system', 'system'] as const) {
        const before = state.heartbeats.length;
        const desktop = await start(keyring);
        await until(`a heartbeat (${storage})`, () => state.heartbeats.length > before, LONG_MS);
        expect(state.heartbeats.at(-1)?.keyStorage).toBe(storage);
        await desktop.quit();
      }
      const desktop = await start();
      await (await desktop.window()).getByText('Sign out and in again.').waitFor();
      await desktop.quit();

      // By a window that ended before it could hand the secret over; the next one does.
      const place = ['--server', portal.url, '--data', folder, '--display', screen.display];
      spawn(process.execPath, [CLI, '--shell', '["true"]', ...place], { stdio: 'ignore' });
      const look = async () => {
        const reply = await askRecorder(folder, { command: 'look' }).catch(() => null);
        return reply !== null && 'view' in reply ? reply.view : null;
      };
      await until('one without it', async () => (await look())?.phase === 'refused', LONG_MS);
      const again = await start(keyring);
      await until('it to run', async () => (await look())?.phase === 'running', LONG_MS);
      expect(state.devices.size).toBe(1);
      await again.quit();
    },
    180_000,
  );
});
