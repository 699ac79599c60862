import { stat } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { hasGoneOn, storyOf } from '../testing/footage-of.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import { recordTestSegment } from '../testing/record-test-segment.ts';
import { setUpRecorder } from '../testing/set-up-recorder.ts';
import { testPolicy } from '../testing/test-policy.ts';
import { until } from '../testing/until.ts';

const screenName = 'screen';

describe.skipIf(!hasPrograms('Xvfb', 'xrandr', 'ffmpeg'))(
  'the recorder, when it must not record',
  () => {
    test('keeps to its quota of the disk, deletes nothing, and goes on when there is space', async () => {
      const { state, portal, start, segments, openParts } = await setUpRecorder();
      const quotaBytes = 16 * 1024 * 1024;
      state.policy = testPolicy({ storage: { quotaBytes, minimumFreeBytes: 0 } });
      const first = await start();
      await segments(1);
      await first.stop();
      const busy = { status: 503, code: 'unavailable', retryable: true } as const;
      portal.faults.add('segment', { kind: 'refusal', ...busy }, { times: 1_000 });
      const { keyId } = state.issueKey(Date.now());
      const large = await openParts(({ segments: folder, journal }) =>
        recordTestSegment({ folder, journal, keyId, bytes: quotaBytes }),
      );
      const second = await start();
      expect(second.status()).toMatchObject({ state: 'disk-full', displays: [] });
      expect((await stat(large.path)).size).toBe(quotaBytes);
      portal.faults.clear();
      await until('the recording', () => second.status().state === 'recording', 20_000);
      await until('the end of the gap', () => state.entries('gap').at(-1)?.to !== null);
      await second.stop();
      expect(state.segments.get(large.segment)?.body.equals(large.content)).toBe(true);
      expect(storyOf(state, screenName)).toBe('span stopped disk-full span stopped');
    });

    test('pauses for a reason, and goes on by itself or when told to', async () => {
      const { state, start, segments, finish } = await setUpRecorder();
      const recorder = await start();
      await segments(1);
      await expect(recorder.pause({ reason: '' })).rejects.toThrow('reason');
      await expect(recorder.pause({ reason: 'lunch', minutes: 61 })).rejects.toThrow('60');
      await recorder.pause({ reason: 'a private call', minutes: 30 });
      expect(recorder.status().state).toBe('paused');
      expect(recorder.status().ffmpegPids).toEqual([]);
      await recorder.resume();
      await until('the end of the pause', () => state.entries('resumed').length === 1);
      await recorder.pause({ reason: 'short', minutes: 0.02 });
      await until('the end of the short pause', () => state.entries('resumed').length === 2);
      await finish(recorder);
      expect(state.entries('paused')).toMatchObject([
        { reason: 'a private call' },
        { reason: 'short' },
      ]);
      expect(storyOf(state, screenName)).toBe('span paused span paused span stopped');
    });

    test('records on when the portal wants a newer recorder, and says so', async () => {
      const { state, start, segments, finish } = await setUpRecorder();
      state.minimumRecorderVersion = '99.0.0';
      const recorder = await start();
      await segments(1);
      expect(recorder.status()).toMatchObject({ state: 'recording', updateTo: '99.0.0' });
      await finish(recorder);
    });

    test('stops in order, and the next start tells the time between', async () => {
      const { state, start, segments, finish } = await setUpRecorder();
      const first = await start();
      await segments(1);
      await first.stop();
      expect(state.entries('gap')).toMatchObject([{ cause: 'stopped', display: null, to: null }]);
      const second = await start();
      await until('footage again', () => hasGoneOn(state));
      await finish(second);
      expect(storyOf(state, screenName)).toBe('span stopped span stopped');
    });

    test('stops when the disk is full, deletes nothing, and goes on when there is space', async () => {
      const { state, portal, start, segments, finish } = await setUpRecorder();
      const recorder = await start();
      await segments(1);
      const full = { storage: { minimumFreeBytes: Number.MAX_SAFE_INTEGER } };
      state.policy = testPolicy({ version: 2, ...full });
      await until('the disk to be full', () => recorder.status().state === 'disk-full');
      await until('the heartbeat to say so', () =>
        portal.state.heartbeats.some((beat) => beat.state === 'disk-full'),
      );
      expect(recorder.status().disk).toMatchObject({ limit: 'disk', ...full.storage });
      state.policy = testPolicy({ version: 3 });
      await until('footage again', () => hasGoneOn(state));
      await finish(recorder);
      expect(state.entries('policy-applied').map(({ policyVersion }) => policyVersion)).toEqual([
        1, 2, 3,
      ]);
      expect(storyOf(state, screenName)).toBe('span disk-full span stopped');
    });

    test('tells at once that it follows a new policy, however rarely that lets it report', async () => {
      const { state, start, finish } = await setUpRecorder();
      const recorder = await start();
      await until('the first policy to be told', () =>
        state.heartbeats.some((beat) => beat.policyVersion === 1),
      );
      state.policy = testPolicy({ version: 2, heartbeatSeconds: 60 });
      await until('the second to be told', () =>
        state.heartbeats.some((beat) => beat.policyVersion === 2),
      );
      await finish(recorder);
    });

    test('records nothing before the notice is acknowledged, nor after a new one', async () => {
      const { state, start, segments, finish } = await setUpRecorder();
      const recorder = await start({ acknowledge: false });
      await until('heartbeats that say so', () =>
        state.heartbeats.some(
          (beat) => beat.state === 'awaiting-notice' && beat.policyVersion === 1,
        ),
      );
      expect(recorder.status().ffmpegPids).toEqual([]);
      await recorder.acknowledge('zh-CN');
      await segments(1);
      const notice = { version: 2, text: { en: 'New words.', 'zh-CN': '新的文字。' } };
      state.policy = testPolicy({ version: 2, notice });
      await until('the recording to stop', () => recorder.status().state === 'awaiting-notice');
      await recorder.acknowledge('en');
      await until('the end of the wait', () => state.entries('resumed').length === 1);
      await finish(recorder);
      expect(state.entries('notice-acknowledged')).toMatchObject([
        { noticeVersion: 1, locale: 'zh-CN' },
        { noticeVersion: 2, locale: 'en' },
      ]);
      expect(storyOf(state, screenName)).toBe('span paused span stopped');
    });

    test('rests while nobody can see that it records, also over a pause of the person', async () => {
      const { state, start, segments, finish } = await setUpRecorder();
      const recorder = await start();
      await segments(1);
      await recorder.setAbsence('hidden');
      expect(recorder.status()).toMatchObject({ state: 'paused', ffmpegPids: [] });
      await recorder.setAbsence(null);
      await until('the end of the rest', () => state.entries('resumed').length === 1);
      await recorder.pause({ reason: 'lunch', minutes: 30 });
      await recorder.setAbsence('hidden');
      await recorder.setAbsence(null);
      await finish(recorder);
      const hidden = { reason: 'the window that shows the recording is gone', until: null };
      const lunch = { reason: 'lunch' };
      expect(state.entries('paused')).toMatchObject([hidden, lunch, hidden, lunch]);
    });

    test('rests while the screen is locked and while the machine sleeps, and says which', async () => {
      const { state, start, segments, finish } = await setUpRecorder();
      const recorder = await start();
      await segments(1);
      await recorder.setAbsence('locked');
      await recorder.setAbsence('asleep');
      await recorder.setAbsence(null);
      await until('footage again', () => hasGoneOn(state));
      await finish(recorder);
      expect(storyOf(state, screenName)).toBe('span locked asleep span stopped');
    });

    test('does not record outside the schedule', async () => {
      const { state, start, segments, finish } = await setUpRecorder();
      const recorder = await start();
      await segments(1);
      const off = { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] };
      state.policy = testPolicy({ version: 2, schedule: { timeZone: 'Asia/Shanghai', days: off } });
      await until('the recording to stop', () => recorder.status().state === 'outside-schedule');
      state.policy = testPolicy({ version: 3 });
      await until('footage again', () => hasGoneOn(state));
      await finish(recorder);
      expect(storyOf(state, screenName)).toBe('span outside-schedule span stopped');
    });

    test('records without a network, with a key of its own that it deposits later', async () => {
      const { state, portal, start, segments, finish } = await setUpRecorder();
      const first = await start();
      await segments(1);
      await first.stop();
      const before = state.journal.size;
      await portal.offline();
      const second = await start();
      await until('a backlog', () => second.status().backlog.segments >= 2);
      await portal.online();
      await until('an empty backlog', () => second.status().backlog.segments === 0);
      await until('the key', () => state.entries('key-deposited').length === 1);
      await finish(second);
      expect(state.journal.size).toBeGreaterThan(before + 4);
      const { keyId } = state.entries('key-deposited')[0] ?? {};
      const underOwnKey = state.entries('segment').filter((segment) => segment.keyId === keyId);
      expect(underOwnKey.length).toBeGreaterThanOrEqual(2);
    });
  },
);
