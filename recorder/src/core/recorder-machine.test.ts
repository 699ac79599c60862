import { describe, expect, test } from 'vitest';
import { gapsOf, storyOf } from '../testing/footage-of.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import { setUpRecorder } from '../testing/set-up-recorder.ts';
import { testPolicy } from '../testing/test-policy.ts';
import { until } from '../testing/until.ts';
import type { DesktopSnapshot } from './desktop/desktop-snapshot.ts';

const CLEAR: DesktopSnapshot = {
  windows: [],
  away: false,
  secure: false,
  previews: false,
  metered: null,
};

async function setUp() {
  const world = await setUpRecorder();
  // So that it looks at the desktop, as on Windows it always does.
  world.state.policy = testPolicy({ excluded: { programs: ['no-such-program'], titles: [] } });
  const gap = (cause: string) =>
    gapsOf([...world.state.statements.values()]).find((each) => each.cause === cause);
  return { ...world, gap };
}

/** What Windows machines do to a recorder, told by the test. */
describe.skipIf(!hasPrograms('Xvfb', 'xrandr', 'ffmpeg'))('the recorder, on a machine that', () => {
  test('loses its graphics chip, goes on without, and says in the journal why', async () => {
    const { state, start, segments, finish } = await setUp();
    const tried = { what: 'h264_qsv', why: 'not in this ffmpeg' };
    const recorder = await start({
      // No driver is here: it fails as one does that was reset.
      encoders: { h264: 'h264_nvenc', hevc: null, passedOver: [tried] },
    });
    await segments(2);
    await finish(recorder);
    const [first] = state.entries('recording-started');
    expect(first).toMatchObject({
      grabber: 'x11grab',
      encoder: expect.stringContaining('libx264'),
    });
    expect(first?.passedOver).toEqual([
      tried,
      { what: 'x11grab, h264_nvenc', why: expect.stringMatching(/\w/) },
    ]);
    expect(storyOf(state, 'screen')).toBe('capture-failed span stopped');
  });

  test('is left to somebody else without its screen being locked first', async () => {
    const { state, start, segments, finish, gap } = await setUp();
    let away = false;
    const recorder = await start({ snapshot: async () => ({ ...CLEAR, away }) });
    await segments(1);
    away = true;
    await until('the gap', () => gap('locked'));
    expect(recorder.status().state).toBe('paused');
    away = false;
    await until('its end', () => gap('locked')?.to);
    await segments(state.segments.size + 1);
    await finish(recorder);
    expect(storyOf(state, 'screen')).toBe('span locked span stopped');
  });

  test('is locked by the window’s word and the session’s: it goes on when both are back', async () => {
    const { state, start, segments, finish, gap } = await setUp();
    let away = false;
    const recorder = await start({ snapshot: async () => ({ ...CLEAR, away }) });
    await segments(1);
    away = true;
    await recorder.setAbsence('locked');
    await until('the gap', () => gap('locked'));
    await recorder.setAbsence(null);
    expect(recorder.status().state).toBe('paused');
    away = false;
    await until('its end', () => gap('locked')?.to);
    await finish(recorder);
    expect(storyOf(state, 'screen')).toBe('span locked span stopped');
  });
});
