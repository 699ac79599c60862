import { WatchersResponse } from '@workcompanion/core/protocol/watchers';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, electron, setUpDesktop } from '../testing/set-up-desktop.ts';
import { testPolicy } from '../testing/test-policy.ts';
import { until } from '../testing/until.ts';

const SECOND = 1_000_000;

describe.skipIf(electron === null)('the desktop recorder', () => {
  let app = '';
  beforeAll(async () => {
    app = await buildTestApp('desktop');
  });

  test('shows the notice first, records when it is acknowledged, and says so', async () => {
    const { state, start, segments, finish } = await setUpDesktop(app);
    const desktop = await start();
    const page = await desktop.window();
    await page.getByText('You are recorded.').waitFor();
    expect(state.entries('recording-started')).toEqual([]);
    await page.getByText('简体中文', { exact: true }).first().click();
    await page.getByText('您的屏幕正在被录制。').waitFor();
    await page.getByRole('button', { name: 'I have read this notice' }).click();
    await page.getByRole('heading', { name: 'Your screen is being recorded' }).waitFor();
    // As it is built for tests.
    await page.getByText('this program has no release key built in').waitFor();
    await segments(2);
    expect(state.entries('notice-acknowledged')).toMatchObject([
      { noticeVersion: 1, locale: 'zh-CN' },
    ]);
    await desktop.quit();
    await finish('span stopped');
  }, 60_000);

  test('shows what a new version of the notice changes, for how long, and whom to ask', async () => {
    const { state, startRecording } = await setUpDesktop(app);
    const { page } = await startRecording();
    state.watchers = WatchersResponse.parse({ mayWatch: [], views: [], keptDays: 30 });
    const text = { en: '# Why\nYou are recorded.\n\nAt night too.', 'zh-CN': '录制。' };
    state.policy = testPolicy({
      version: 2,
      notice: { version: 2, text },
      contact: 'privacy@portal.example',
    });
    await page.getByRole('heading', { name: 'What is new in this version' }).waitFor();
    await page.getByText('At night too.').locator('visible=true').first().waitFor();
    await page.getByRole('heading', { name: 'Why', exact: true }).waitFor();
    await page.getByText('privacy@portal.example').waitFor();
    await page.getByText('Nothing is recorded until you do.').waitFor();
    expect(await page.locator('ins').allTextContents()).toEqual(['Why', 'At night too.']);
    await page.getByRole('button', { name: 'I have read this notice' }).click();
    await page.getByRole('heading', { name: 'Your screen is being recorded' }).waitFor();
  }, 60_000);

  test('pauses for a reason and a time, and goes on when told to', async () => {
    const { state, startRecording, segments, finish } = await setUpDesktop(app);
    const { desktop, page } = await startRecording();
    await page.getByRole('button', { name: 'Pause recording…' }).click();
    await page.getByText('Break', { exact: true }).click();
    await page.getByText('5 min', { exact: true }).click();
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByRole('heading', { name: 'Recording is paused' }).waitFor();
    expect((await desktop.look())?.status?.ffmpegPids).toEqual([]);
    await page.getByRole('button', { name: 'Resume recording' }).click();
    await page.getByRole('heading', { name: 'Your screen is being recorded' }).waitFor();
    await until('the end of the pause', () => state.entries('resumed').length === 1);
    await segments(state.segments.size + 1);
    await desktop.quit();
    const [pause] = state.entries('paused');
    expect(pause?.reason).toBe('Break');
    expect((pause?.until ?? 0) - (pause?.from ?? 0)).toBeLessThanOrEqual(300 * SECOND);
    await finish('span paused span stopped');
  }, 60_000);

  test('does not offer a pause where the policy forbids it', async () => {
    const { portal, startRecording } = await setUpDesktop(app);
    const { policy } = portal.state;
    portal.state.policy = { ...policy, pause: { allowed: false, maximumMinutes: 60 } };
    const { page } = await startRecording();
    await page.getByText('Not allowed').waitFor();
    expect(await page.getByRole('button', { name: 'Pause recording…' }).count()).toBe(0);
  }, 60_000);

  test('opens the portal signed in, and whom the policy names', async () => {
    const { portal, startRecording } = await setUpDesktop(app);
    portal.state.policy = testPolicy({ contact: 'Ada, privacy@portal.example' });
    const { desktop, page } = await startRecording({ segments: 0 });
    const opened = (name: string) =>
      desktop.addressOpenedBy(() => page.getByRole('button', { name, exact: true }).click());
    const link = `${portal.url}/from-recorder?page=`;
    expect(await opened('My recordings')).toBe(`${link}recordings#code`);
    expect(await opened('Disagree with a stretch')).toBe(`${link}remark#code`);
    expect(await opened('Help')).toBe('mailto:privacy@portal.example');
  }, 60_000);

  test('says at once when somebody watches, who it is, and records in short segments', async () => {
    const { portal, state, startRecording, segments } = await setUpDesktop(app);
    portal.state.policy = testPolicy({ capture: { framesPerSecond: 5, segmentSeconds: 60 } });
    const { page } = await startRecording({ segments: 0 });
    expect(await page.getByText('Watching your screen now').count()).toBe(0);
    const at = Date.now() * 1000;
    state.watchers = {
      watchingNow: ['Mei'],
      mayWatch: [{ name: 'Mei', by: 'manager' }],
      lent: [{ name: 'Lea', live: true, until: at + 3_600 * SECOND }],
      laterDisclosure: { by: 'compliance', atMostDays: 90 },
      keptDays: 30,
      views: [
        {
          name: 'Mei',
          from: at,
          to: at,
          watchedAt: at,
          live: true,
          thumbnails: false,
          programs: false,
          reason: null,
        },
        {
          name: 'Olu',
          from: at - 3_600 * SECOND,
          to: at - 1_800 * SECOND,
          watchedAt: at,
          live: false,
          thumbnails: false,
          programs: true,
          reason: 'quality',
        },
      ],
    };
    state.watchedNow = true;
    await page.getByText('Watching your screen now: Mei').waitFor();
    await page.getByText(/^Mei, \d\d:\d\d/).waitFor();
    await page.getByText(/only which programs and windows were in front · Quality/).waitFor();
    await page.getByText(/^Lea, also live, until /).waitFor();
    await page.getByText('at most 90 days after. It is logged all the same.').waitFor();
    await segments(2);
    state.watchedNow = false;
    await page.getByText('Watching your screen now').waitFor({ state: 'detached' });
  }, 60_000);

  test('says that the portal contradicts what it showed before, and what to do about it', async () => {
    const { portal, startRecording } = await setUpDesktop(app);
    const { checkpoints } = portal.state;
    await checkpoints.make(2);
    const { desktop, page } = await startRecording();
    await until('a checkpoint', async () => (await desktop.look())?.status?.checkpoint !== null);
    expect(await page.getByText('The portal contradicts itself').count()).toBe(0);
    await checkpoints.rewriteFrom(1);
    await page.getByText('The portal contradicts itself').waitFor();
    await page.getByText('Tell your administrator and whoever represents the employees.').waitFor();
    await page.getByRole('heading', { name: 'Your screen is being recorded' }).waitFor();
  }, 90_000);

  test('records on without the portal, says so, and uploads what has waited', async () => {
    const { portal, state, startRecording, finish } = await setUpDesktop(app);
    const { desktop, page } = await startRecording();
    await portal.offline();
    await page.getByText('can not be reached: nothing answers there.').waitFor();
    await page.getByRole('heading', { name: 'Your screen is being recorded' }).waitFor();
    await until(
      'a queue',
      async () => ((await desktop.look())?.status?.backlog.segments ?? 0) >= 2,
    );
    // With segments each two seconds a busy machine has always one that waits.
    portal.state.policy = testPolicy({ version: 2, capture: { segmentSeconds: 60 } });
    await portal.online();
    await until('longer segments', () => state.entries('recording-started').length === 2);
    await page.getByText('Nothing; everything is uploaded').waitFor();
    expect(state.segments.size).toBeGreaterThanOrEqual(3);
    await desktop.quit();
    await finish('span span stopped');
  }, 60_000);

  test('says what is wrong when the portal does not take the token', async () => {
    const { portal, start } = await setUpDesktop(app);
    const desktop = await start({ token: 'a-token-that-nobody-made' });
    const page = await desktop.window();
    await page.getByText('does not know the enrolment token.').waitFor();
    await page.getByRole('button', { name: 'Test the connection…' }).click();
    const enrolment = page.getByRole('listitem').filter({ hasText: 'Enrolment' });
    await enrolment.getByText('Does not work').waitFor();
    await page.getByRole('button', { name: 'Copy for IT' }).click();
    await page.getByText('Copied.').waitFor();
    const copied = await desktop.clipboard();
    expect(copied).toContain(portal.url);
    expect(copied).toMatch(/^Name: Works \(127\.0\.0\.1: 127\.0\.0\.1\)$/m);
    expect(copied).toContain('[enrolment-token-unknown: ');
  }, 60_000);

  test('takes fewer pictures on battery where the policy says so, and shows it', async () => {
    const { portal, startRecording } = await setUpDesktop(app);
    portal.state.policy = testPolicy({ saving: { batteryFramesPerSecond: 2 } });
    const { desktop, page } = await startRecording();
    await page.getByText('5 a second', { exact: true }).waitFor();
    await desktop.onBattery(true);
    await page.getByText('2 a second', { exact: true }).waitFor();
    await until('the recording', () =>
      portal.state.entries('recording-started').some((entry) => entry.framesPerSecond === 2),
    );
    await desktop.onBattery(false);
    await page.getByText('5 a second', { exact: true }).waitFor();
  }, 90_000);

  test("keeps its page away from Node, the network and everything that isn't on the list", async () => {
    const { startRecording, portal } = await setUpDesktop(app);
    const { page, desktop } = await startRecording();
    expect(
      await page.evaluate(() => [
        typeof Reflect.get(globalThis, 'require'),
        typeof Reflect.get(globalThis, 'process'),
      ]),
    ).toEqual(['undefined', 'undefined']);
    expect(await page.evaluate(() => Object.keys(Reflect.get(globalThis, 'recorder')))).toEqual([
      'ask',
      'view',
      'onView',
    ]);
    const fetched = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => 'in',
          () => 'out',
        ),
      portal.url,
    );
    expect(fetched).toBe('out');
    expect(
      await page.evaluate(() => Reflect.get(globalThis, 'open')('https://example.com')),
    ).toBeNull();
    const ask = (name: string, input: unknown) =>
      page.evaluate(
        ([what, value]) =>
          Reflect.get(globalThis, 'recorder')
            .ask(what, value)
            .then(
              (answer: { ok: boolean }) => answer.ok,
              () => 'thrown',
            ),
        [name, input] as const,
      );
    expect(await ask('no-such-request', null)).toBe('thrown');
    expect(await ask('pause', { reason: '', minutes: 5 })).toBe(false);
    expect(await ask('pause', { reason: 'x', minutes: 1e9 })).toBe(false);
    expect(await ask('acknowledge', { version: 99, locale: 'en' })).toBe(false);
    expect((await desktop.look())?.status?.state).toBe('recording');
  }, 60_000);
});
