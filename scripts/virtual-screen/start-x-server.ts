import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { stopChild } from '../processes/stop-child.ts';

export interface XServer {
  /** ":1" */
  readonly display: string;
  stop(): Promise<void>;
}

/** Starts Xvfb on a free display that it chooses itself. */
export async function startXServer(size: { width: number; height: number }): Promise<XServer> {
  const screen = `${size.width}x${size.height}x24`;
  const child = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const output = child.stdio[3];
  if (!output || !('read' in output)) throw new Error('Xvfb has no pipe to say its display on');
  const failed = once(child, 'exit').then(() => {
    throw new Error('Xvfb ended before it was ready');
  });
  const line = once(createInterface(output), 'line');
  const [number] = await Promise.race([line, failed]);
  failed.catch(() => {});
  return { display: `:${number}`, stop: () => stopChild(child) };
}
