import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { openRecorder } from '../core/open-recorder.ts';
import type { Recorder } from '../core/recorder.ts';
import type { RecorderParts } from '../core/recorder-parts.ts';
import { x11Screen } from '../core/x11/x11-screen.ts';
import { checkContiguous, checkSegment } from './check-segments.ts';
import { expectWholeChain } from './expect-whole-chain.ts';
import { startTestRecorder, type TestRecorderOptions } from './start-test-recorder.ts';
import { tempFolder } from './temp-folder.ts';
import { TestPortal } from './test-portal.ts';
import { TestScreen } from './test-screen.ts';
import { until } from './until.ts';

/** A screen, a portal, and recorders between the two. */
export async function setUpRecorder() {
  const folder = await tempFolder();
  const portal = await TestPortal.start();
  const screen = await TestScreen.start();
  onTestFinished(async () => {
    await portal.offline();
    await screen.stop();
  });
  const { state } = portal;
  const start = (more: Partial<TestRecorderOptions> = {}) =>
    startTestRecorder({ folder, portal, screen, ...more });
  /** While no recorder runs: its parts, to do something with. */
  const openParts = async <T>(use: (parts: RecorderParts) => Promise<T>): Promise<T> => {
    const parts = await openRecorder({
      folder,
      server: portal.url,
      trust: {},
      ffmpeg: 'ffmpeg',
      log: pino({ level: 'silent' }),
      screen: x11Screen(screen.display),
    });
    try {
      return await use(parts);
    } finally {
      await parts.disconnect();
      parts.close();
    }
  };
  const segments = (count: number, display?: string) =>
    until(`${count} segments of ${display ?? 'any display'}`, () => {
      const stored = [...state.segments.values()].filter(
        ({ statement }) => display === undefined || statement.display === display,
      );
      return stored.length >= count ? stored : null;
    });
  /** Ends the recorder, and checks what must be true of every journal. */
  const finish = async (recorder: Recorder) => {
    await recorder.stop();
    await expectWholeChain(state);
    checkContiguous(state);
    for (const stored of state.segments.values()) await checkSegment(state, stored);
  };
  return { folder, portal, screen, state, start, segments, finish, openParts };
}
