import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processAlive } from '@workcompanion/db/embedded/process-alive';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepRunning } from './keep-running.ts';
import { startChild } from './start-child.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workcompanion-child-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function program(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

describe('startChild', () => {
  it('ends its child when the parent is killed', async () => {
    const child = await program(
      'child.ts',
      'console.log(process.pid); setInterval(() => {}, 1000);',
    );
    const startChildModule = JSON.stringify(new URL('./start-child.ts', import.meta.url).href);
    const parentFile = await program(
      'parent.ts',
      `const { startChild } = await import(${startChildModule});
       startChild({ entry: ${JSON.stringify(child)}, env: process.env, cwd: '.' });`,
    );
    const parent = spawn(process.execPath, [parentFile], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [text] = await once(parent.stdout, 'data');
    const pid = Number(String(text));
    expect(processAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => processAlive(pid), { timeout: 5_000 }).toBe(false);
  });

  it('lets a program end that has nothing more to do', async () => {
    const running = startChild({
      entry: await program('short.ts', 'const done: number = 1;'),
      env: process.env,
      cwd: folder,
    });
    expect(await running.ended).toBe('exit code 0');
  });
});

describe('keepRunning', () => {
  it('starts again and again what ends, with longer pauses, until it is stopped', async () => {
    const entry = await program('fails.ts', 'process.exit(7);');
    const start = async () => startChild({ entry, env: process.env, cwd: folder });
    const reports: string[] = [];
    const stop = keepRunning(await start(), {
      name: 'It',
      start,
      report: (line) => reports.push(line),
    });
    await expect.poll(() => reports.length, { timeout: 10_000 }).toBe(3);
    await stop();
    expect(reports).toEqual([
      'It ended (exit code 7); starting it again in 0.5 s.',
      'It ended (exit code 7); starting it again in 1 s.',
      'It ended (exit code 7); starting it again in 2 s.',
    ]);
  });
});
