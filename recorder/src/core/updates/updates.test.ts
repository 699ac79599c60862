import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { connectDevice } from '../../testing/connect-device.ts';
import { ManualClock } from '../../testing/manual-clock.ts';
import { TEST_RELEASE_KEY, TestRelease } from '../../testing/portal-release.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { testPolicy } from '../../testing/test-policy.ts';
import { until } from '../../testing/until.ts';
import { Facts } from '../journal/facts.ts';
import { Updates } from './updates.ts';

const strangeKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const NEVER = Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, []]));
const DAY = 24 * 3_600_000_000;

async function setUp(policy = testPolicy(), metered: boolean | null = null) {
  const device = await connectDevice();
  const service = await tempFolder();
  await mkdir(join(service, 'inbox'));
  const clock = new ManualClock();
  const warnings: string[] = [];
  const facts = new Facts(device.database);
  const release = new TestRelease('1.4.0', randomBytes(300_000));
  device.portal.state.release = release;
  const start = (version = '1.3.0', by = policy) =>
    new Updates({
      folder: device.folder,
      version,
      client: device.client,
      facts,
      clock,
      place: { folder: service, key: TEST_RELEASE_KEY.publicKey },
      log: pino({ level: 'warn' }, { write: (line) => warnings.push(line) }),
      policy: () => by,
      metered: () => metered,
    });
  return {
    portal: device.portal,
    clock,
    release,
    start,
    warnings,
    inbox: async () => (await readdir(join(service, 'inbox'))).sort(),
    file: (name: string) => readFile(join(service, 'inbox', name)),
    /** As the service writes it. */
    answer: (outcome: string, { version = '1.4.0', code = '' } = {}) =>
      writeFile(
        join(service, 'result.txt'),
        `workcompanion-update 1\nversion ${version}\noutcome ${outcome}\ncode ${code}\nat 2026-11-25T10:00:00Z\n`,
      ),
  };
}

/** As each heartbeat does. */
function untilState(updates: Updates, release: TestRelease, state: string) {
  return until(state, async () => {
    await updates.takeOffer(release.offer);
    return updates.report().last?.state === state;
  });
}

describe('a release that the portal offers', () => {
  test('is left for the service, whole, with the statement last', async () => {
    const { start, release, inbox, file } = await setUp();
    const updates = start();
    expect(updates.report()).toEqual({ by: 'portal', last: null });
    await untilState(updates, release, 'handed-over');
    expect(await inbox()).toEqual(['1.4.0.msi', '1.4.0.release']);
    expect((await file('1.4.0.msi')).equals(release.body)).toBe(true);
    expect((await file('1.4.0.release')).toString()).toBe(release.statement);
    expect(updates.report().last).toMatchObject({ version: '1.4.0', bytes: 300_000 });
    await updates.stop();
  });

  test('goes on from where it was cut, also in the next run', async () => {
    const { portal, start, release, clock, file } = await setUp();
    portal.faults.add('release', { kind: 'cut-answer', afterBytes: 100_000 });
    const first = start();
    await first.takeOffer(release.offer);
    await until('the cut', () => first.report().last?.bytes === 100_000);
    await first.stop();
    clock.pass(DAY);
    const second = start();
    await untilState(second, release, 'handed-over');
    expect(release.ranges).toEqual([undefined, 'bytes=100000-']);
    expect((await file('1.4.0.msi')).equals(release.body)).toBe(true);
    await second.stop();
  });

  test('is refused when the bytes are others than stated, and tried again when somebody says so', async () => {
    const { start, release, inbox } = await setUp();
    const good = release.body;
    release.body = Buffer.from(good).fill(0, 0, 9);
    const updates = start();
    await untilState(updates, release, 'refused');
    expect(updates.report().last).toMatchObject({ code: 'wrong-hash' });
    expect(await inbox()).toEqual([]);
    release.body = good;
    await updates.takeOffer(release.offer);
    expect(updates.report().last).toMatchObject({ state: 'refused' });
    release.attempt = 2;
    await untilState(updates, release, 'handed-over');
    expect(updates.report().last).toMatchObject({ attempt: 2, code: null });
    await updates.stop();
  });

  test('of another key is refused without a byte of it', async () => {
    const { portal, start } = await setUp();
    const stranger = new TestRelease('1.4.0', Buffer.from('x'), strangeKey.privateKey);
    portal.state.release = stranger;
    const updates = start();
    await updates.takeOffer(stranger.offer);
    expect(updates.report().last).toMatchObject({ state: 'refused', code: 'bad-signature' });
    expect(stranger.ranges).toEqual([]);
  });

  test('is left alone where the company has its own tools, and when it is not newer', async () => {
    const { start, release } = await setUp();
    const managed = start('1.3.0', testPolicy({ updates: 'own-tools' }));
    await managed.takeOffer(release.offer);
    expect(managed.report()).toEqual({ by: 'own-tools', last: null });
    const current = start('1.4.0');
    await current.takeOffer(release.offer);
    expect(current.report()).toEqual({ by: 'portal', last: null });
    expect(release.ranges).toEqual([]);
  });

  test.each([
    ['hours', { upload: { schedule: { timeZone: 'UTC', days: NEVER } } }],
    ['space', { storage: { minimumFreeBytes: Number.MAX_SAFE_INTEGER } }],
  ])('waits for %s as the policy says', async (what, change) => {
    const { start, release } = await setUp(testPolicy(change));
    const updates = start();
    await updates.takeOffer(release.offer);
    expect(updates.report().last).toMatchObject({
      state: 'downloading',
      code: `waits-for-${what}`,
    });
    expect(release.ranges).toEqual([]);
  });

  test('waits while the network is metered', async () => {
    const { start, release } = await setUp(testPolicy(), true);
    const updates = start();
    await updates.takeOffer(release.offer);
    expect(updates.report().last).toMatchObject({ code: 'waits-for-network' });
    expect(release.ranges).toEqual([]);
  });

  test('comes in no faster than the policy allows, and stops when it is withdrawn', async () => {
    const { start, release } = await setUp(testPolicy({ upload: { bytesPerSecond: 20_000 } }));
    const updates = start();
    await updates.takeOffer(release.offer);
    await until('some bytes', () => (updates.report().last?.bytes ?? 0) > 0);
    await updates.takeOffer(null);
    await updates.stop();
    expect(updates.report().last?.state).toBe('downloading');
    expect(updates.report().last?.bytes).toBeLessThan(300_000);
  });

  test('is not asked for again before the portal wants it', async () => {
    const { portal, start, release, clock, warnings } = await setUp();
    const busy = { code: 'too-many-requests', status: 429, retryable: true, retryAfter: '60' };
    portal.faults.add('release', { kind: 'refusal', ...busy });
    const updates = start();
    await updates.takeOffer(release.offer);
    await until('the refusal', () => warnings.length === 1);
    for (let beat = 0; beat < 3; beat++) await updates.takeOffer(release.offer);
    const asked = () => portal.requests.filter((route) => route === 'release').length;
    expect(asked()).toBe(1);
    clock.pass(60_000_000);
    await untilState(updates, release, 'handed-over');
    expect(asked()).toBe(2);
  });
});

describe('what the service writes down', () => {
  test.each(['installed', 'rolled-back', 'failed', 'refused'])('%s is told', async (outcome) => {
    const { start, release, answer } = await setUp();
    await answer('installed');
    const before = start();
    await untilState(before, release, 'handed-over');
    await before.readResult();
    expect(before.report().last?.state).toBe('handed-over');
    await answer(outcome, { code: outcome === 'installed' ? '' : '1603' });
    if (outcome === 'installed') await answer(outcome, { code: '0' });
    const after = start(outcome === 'installed' ? '1.4.0' : '1.3.0');
    await after.readResult();
    expect(after.report().last).toMatchObject({ version: '1.4.0', state: outcome });
    expect(after.change).toEqual(
      outcome === 'installed' ? { from: '1.3.0', to: '1.4.0', at: expect.any(Number) } : null,
    );
  });

  test('of another version is no answer', async () => {
    const { start, release, answer } = await setUp();
    const updates = start();
    await untilState(updates, release, 'handed-over');
    await answer('installed', { version: '1.3.9' });
    await updates.readResult();
    expect(updates.report().last?.state).toBe('handed-over');
  });

  test('is given up after a day, by what runs then', async () => {
    const { start, release, clock } = await setUp();
    const updates = start();
    await untilState(updates, release, 'handed-over');
    clock.pass(DAY + 1);
    await updates.readResult();
    expect(updates.report().last).toMatchObject({ state: 'failed', code: 'no-answer' });
  });
});

test('the sign of health bears the version that runs', async () => {
  const { start, inbox } = await setUp();
  await start('1.4.0').reportHealthy();
  expect(await inbox()).toEqual(['healthy-1.4.0']);
});
