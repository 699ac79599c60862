import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import type { TestScreen } from './test-screen.ts';

export interface TestWindow {
  close(): Promise<void>;
}

interface TestWindowLooks {
  /** "+x+y" */
  readonly place?: string;
  readonly colour?: string;
  /** Its name on the X server. */
  readonly program?: string;
}

/** A terminal, all of one colour. It is on the screen some moments later. */
export function openWindow(
  screen: TestScreen,
  title: string,
  { place = '+20+20', colour = 'white', program = 'xterm' }: TestWindowLooks = {},
): TestWindow {
  const child: ChildProcess = spawn(
    'xterm',
    [
      ...['-display', screen.display, '-T', title, '-geometry', `30x10${place}`],
      ...['-name', program, '-class', program],
      ...['-bg', colour, '-fg', colour, '-e', 'sleep', '600'],
    ],
    { stdio: 'ignore' },
  );
  const close = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(close);
  return { close };
}
