import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasPrograms } from '../../testing/has-programs.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { TEST_TOKEN, TestPortal } from '../../testing/test-portal.ts';
import { TestScreen } from '../../testing/test-screen.ts';
import { until } from '../../testing/until.ts';
import { askRecorder } from '../control/ask-recorder.ts';
import { readIdentity } from '../device/device-identity.ts';

const CLI = join(import.meta.dirname, '../cli.ts');
const LONG_MS = 60_000;

async function setUp() {
  const folder = await tempFolder();
  const portal = await TestPortal.start();
  const screen = await TestScreen.start();
  onTestFinished(async () => {
    await portal.offline();
    await screen.stop();
  });
  /** As the window starts it. */
  const start = (says: string) => {
    const child = spawn(
      process.execPath,
      [
        ...[CLI, '--shell', '["true"]', '--server', portal.url, '--data', folder],
        ...['--display', screen.display],
      ],
      {
        stdio: ['pipe', 'ignore', 'ignore'],
        env: { ...process.env, WORKCOMPANION_TOKEN: TEST_TOKEN },
      },
    );
    const exited = once(child, 'exit');
    child.stdin.end(says);
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await exited;
    });
    return exited;
  };
  const look = async () => {
    const reply = await askRecorder(folder, { command: 'look' }).catch(() => null);
    return reply !== null && 'view' in reply ? reply.view : null;
  };
  const stop = async (exited: Promise<unknown>) => {
    await askRecorder(folder, { command: 'stop' });
    await exited;
  };
  const runs = () => until('it to run', async () => (await look())?.phase === 'running', LONG_MS);
  return { folder, portal, start, look, stop, runs };
}

describe.skipIf(!hasPrograms('Xvfb', 'xrandr'))('the secret that the window hands over', () => {
  test('seals the key of the device, without it nothing is enrolled, and with it all goes on', async () => {
    const { folder, portal, start, look, stop, runs } = await setUp();
    const { state } = portal;
    const said = () => state.heartbeats.at(-1)?.keyStorage;
    const line = `${randomBytes(32).toString('base64url')}\n`;

    const plain = start('');
    await until('a heartbeat', () => said() === 'file', LONG_MS);
    await stop(plain);
    const sealing = start(line);
    await until('the portal to be told', () => said() === 'system', LONG_MS);
    await stop(sealing);
    const known = await readIdentity(folder);
    expect(known?.keyStorage).toBe('system');

    // The window was killed when half of it was said.
    for (const says of ['', line.slice(0, 20), `${randomBytes(32).toString('base64url')}\n`]) {
      const locked = start(says);
      const refusal = { phase: 'refused', problem: 'device-key-locked' };
      const found = await until(
        'the refusal',
        async () => {
          const view = await look();
          return view?.phase === 'refused' && view;
        },
        LONG_MS,
      );
      expect(found).toMatchObject(refusal);
      await stop(locked);
    }
    const again = start(line);
    await runs();
    await stop(again);
    expect([state.devices.size, await readIdentity(folder)]).toEqual([1, known]);
  }, 240_000);
});
