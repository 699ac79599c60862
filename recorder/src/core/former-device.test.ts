import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyChain } from '@workcompanion/core/crypto/verify-chain';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasPrograms } from '../testing/has-programs.ts';
import { RecorderProcess, runCli } from '../testing/recorder-process.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { TestPortal } from '../testing/test-portal.ts';
import { TestScreen } from '../testing/test-screen.ts';
import { until } from '../testing/until.ts';
import { openIdentity } from './device/device-identity.ts';

const LONG_MS = 60_000;
const OTHER_TOKEN = 'another-token-0123456789';

/** A recorder that was killed while footage of it waited. */
async function setUp() {
  const folder = await tempFolder();
  const portal = await TestPortal.start();
  const screen = await TestScreen.start();
  onTestFinished(async () => {
    await portal.offline();
    await screen.stop();
  });
  const { state } = portal;
  state.tokens.set(OTHER_TOKEN, 'Somebody Else');
  const run = (...args: string[]) =>
    RecorderProcess.start({ folder, portal, screen, args: ['--accept-notice', ...args] });
  const files = async (suffix: string) =>
    (await readdir(join(folder, 'segments'))).filter((name) => name.endsWith(suffix));
  const first = run();
  await until('footage at the portal', () => state.segments.size >= 1, LONG_MS);
  await portal.offline();
  const unsent = async () => {
    const sent: string[] = [...state.segments.keys()];
    const copies = await files('.ts.statement');
    return copies
      .map((name) => name.replace('.ts.statement', ''))
      .filter((id) => !sent.includes(id));
  };
  await until('footage that waits', async () => (await unsent()).length >= 2, LONG_MS);
  await first.kill();
  const waiting = await unsent();
  const [former] = state.devices.keys();
  const previous = async () => {
    const names = await readdir(folder);
    return names.filter((name) => name.startsWith('previous-device-')).map((n) => join(folder, n));
  };
  return { folder, portal, state, run, waiting, former, previous };
}

type Setting = Awaited<ReturnType<typeof setUp>>;

function held({ state }: Setting): string[] {
  return [...state.segments.keys()];
}

describe.skipIf(!hasPrograms('Xvfb', 'xrandr', 'ffmpeg'))('what a former device recorded', () => {
  test.each([
    ['its identity is lost', []],
    ['its identity and its journal are', ['journal.db', 'journal.db-wal', 'journal.db-shm']],
  ])(
    'is uploaded in its name though %s, and shows until then',
    async (_, lost) => {
      const setting = await setUp();
      const { folder, portal, state, run, waiting, former } = setting;
      for (const name of ['device.json', ...lost]) await rm(join(folder, name), { force: true });
      let isHeldUp = true;
      const busy = { kind: 'refusal', status: 503, code: 'unavailable', retryable: true } as const;
      const isFormer = (path: string) => waiting.some((id) => path.endsWith(id));
      portal.faults.add('segment', busy, {
        times: Number.POSITIVE_INFINITY,
        when: (path) => isHeldUp && isFormer(path),
      });
      await portal.online();
      const next = run();
      const status = () => runCli(['status', '--data', folder]).then(({ output }) => output);
      await until(
        'the new device to say what waits',
        async () => (await status()).includes('former enrolment wait'),
        LONG_MS,
      );
      expect(await status()).not.toContain('· everything uploaded');
      await until(
        'the portal to be told',
        () => {
          const told = state.heartbeats.at(-1)?.backlog.segments ?? 0;
          return told >= waiting.length;
        },
        LONG_MS,
      );
      isHeldUp = false;
      await until('all of it', () => waiting.every((id) => held(setting).includes(id)), LONG_MS);
      for (const { statement } of state.segments.values()) {
        if (waiting.includes(statement.segment)) expect(statement.device).toBe(former);
      }
      const isOfNew = () =>
        [...state.segments.values()].some(({ statement }) => statement.device !== former);
      await until('footage of the new device', isOfNew, LONG_MS);
      await until('nothing to wait', async () => !(await status()).includes('former'), LONG_MS);
      await next.stop();
      expect(state.devices.size).toBe(2);
    },
    240_000,
  );

  test('is finished and uploaded when the computer is enrolled anew for somebody else, and only then', async () => {
    const setting = await setUp();
    const { portal, state, run, waiting, previous } = setting;
    await portal.online();
    const same = run('--token', OTHER_TOKEN);
    await until('the token to be refused', () => same.output.includes('token-not-used'), LONG_MS);
    await same.kill();
    expect([state.devices.size, await previous()]).toEqual([1, []]);

    const anew = run('--token', OTHER_TOKEN, '--reenrol');
    await until('all of it', () => waiting.every((id) => held(setting).includes(id)), LONG_MS);
    await until('a whole journal', () => state.reach().next === state.reach().end, LONG_MS);
    const [former, present] = [...state.devices.keys()];
    if (former === undefined || present === undefined) throw new Error('no new device');
    const isOfNew = () => state.heldOf(present).journal.size > 0;
    await until('entries of the new device', isOfNew, LONG_MS);
    await anew.stop();

    const publicKey = state.devices.get(former);
    if (publicKey === undefined) throw new Error('no such device');
    expect(await verifyChain(state.chain(), publicKey)).toMatchObject({ ok: true });
    const [kept = ''] = await previous();
    const open = (await readdir(join(kept, 'segments'))).filter((name) => name.endsWith('.part'));
    expect(open).toEqual([]);
    expect(await readFile(join(kept, 'device.json'), 'utf8')).toContain(former);
    const again = run('--token', OTHER_TOKEN, '--reenrol');
    const before = state.heartbeats.length;
    await until('a heartbeat', () => state.heartbeats.length > before + 1, LONG_MS);
    await again.stop();
    expect([state.devices.size, (await previous()).length]).toEqual([2, 1]);
  }, 240_000);

  test('is uploaded by the new device when the key of the former is lost, once somebody says so', async () => {
    const setting = await setUp();
    const { folder, portal, state, run, waiting, former, previous } = setting;
    const log = pino({ level: 'silent' });
    await openIdentity({ folder, log, systemSecret: randomBytes(32) });
    await portal.online();
    const locked = run();
    await until('the refusal', () => locked.exitCode !== null, LONG_MS);
    expect([locked.exitCode, locked.output]).toEqual([1, expect.stringContaining('--reenrol')]);
    expect([state.devices.size, await previous()]).toEqual([1, []]);

    const anew = run('--reenrol');
    await until('all of it', () => waiting.every((id) => held(setting).includes(id)), LONG_MS);
    for (const { statement } of state.segments.values()) {
      if (waiting.includes(statement.segment)) expect(statement.device).toBe(former);
    }
    await until(
      'footage of the new device',
      () => [...state.segments.values()].some(({ statement }) => statement.device !== former),
      LONG_MS,
    );
    expect(state.heartbeats.at(-1)?.keyStorage).toBe('file');
    await anew.stop();
    const again = run('--reenrol');
    const before = state.heartbeats.length;
    await until('a heartbeat', () => state.heartbeats.length > before + 1, LONG_MS);
    await again.stop();
    expect([state.devices.size, (await previous()).length]).toEqual([2, 1]);
  }, 240_000);
});
