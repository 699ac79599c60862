import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Display } from '../core/capture/display.ts';
import type { Clock } from '../core/clock.ts';
import type { Encoders } from '../core/ffmpeg/encoder.ts';
import { openRecorder } from '../core/open-recorder.ts';
import { Recorder } from '../core/recorder.ts';
import type { Screen } from '../core/screen.ts';
import { x11Screen } from '../core/x11/x11-screen.ts';
import { TEST_TOKEN, type TestPortal } from './test-portal.ts';
import type { TestScreen } from './test-screen.ts';
import { until } from './until.ts';

export interface TestRecorderOptions {
  readonly folder: string;
  readonly portal: TestPortal;
  readonly screen: TestScreen;
  readonly clock?: Clock;
  /** Displays that are said to be there beside the real ones. */
  readonly ghosts?: readonly Display[];
  /** In place of what is really on the screen. */
  readonly snapshot?: Screen['snapshot'];
  /** Default: the processor. */
  readonly encoders?: Encoders;
  /** Default: acknowledged as soon as it is known. */
  readonly acknowledge?: boolean;
}

/** The whole recorder in this process, recording `screen` for `portal`. */
export async function startTestRecorder({
  folder,
  portal,
  screen,
  clock,
  ghosts = [],
  acknowledge = true,
  snapshot,
  encoders,
}: TestRecorderOptions): Promise<Recorder> {
  const real = x11Screen(screen.display);
  const parts = await openRecorder({
    folder,
    server: portal.url,
    token: TEST_TOKEN,
    trust: {},
    ffmpeg: 'ffmpeg',
    screen: {
      ...real,
      ...(snapshot === undefined ? {} : { snapshot }),
      displays: async () => [...(await real.displays()), ...ghosts],
    },
    log: pino({ level: 'silent' }),
    ...(clock === undefined ? {} : { clock }),
    ...(encoders === undefined ? {} : { encoders }),
  });
  const recorder = new Recorder(parts);
  onTestFinished(() => recorder.stop());
  await recorder.start();
  if (!acknowledge) return recorder;
  await until('the notice', () => recorder.notice());
  await recorder.acknowledge('en');
  return recorder;
}
