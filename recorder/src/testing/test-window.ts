import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import type { TestScreen } from './test-screen.ts';

export interface TestWindow {
  close(): Promise<void>;
}

/** A terminal, all white, at "+x+y". It is on the screen some moments later. */
export function openWindow(screen: TestScreen, title: string, place = '+20+20'): TestWindow {
  const child: ChildProcess = spawn(
    'xterm',
    [
      ...['-display', screen.display, '-T', title, '-geometry', `30x10${place}`],
      ...['-bg', 'white', '-fg', 'white', '-e', 'sleep', '600'],
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
