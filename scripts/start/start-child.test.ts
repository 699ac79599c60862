import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { REFUSED_EXIT_CODE } from '@workcompanion/core/start-refusal';
import { processAlive } from '@workcompanion/db/embedded/process-alive';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasSettled, keepRunning } from './keep-running.ts';
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
    expect(await running.ended).toEqual({ cause: 'failed', how: 'exit code 0' });
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

  it('does not start again what refuses, and says once what to do', async () => {
    const entry = await program('refuses.ts', `process.exit(${REFUSED_EXIT_CODE});`);
    const start = async () => startChild({ entry, env: process.env, cwd: folder });
    const reports: string[] = [];
    const report = (line: string) => reports.push(line);
    const stop = keepRunning(await start(), { name: 'It', start, report });
    await expect.poll(() => reports.length, { timeout: 10_000 }).toBe(1);
    await delay(1_000);
    await stop();
    expect(reports).toEqual([
      "It can't start. Mend what the line above says, and start everything again.",
    ]);
  });

  it('counts what was killed as settled after 10 s, and what failed by itself after a minute', () => {
    const killed = { cause: 'killed', how: 'signal SIGKILL' } as const;
    const failed = { cause: 'failed', how: 'exit code 1' } as const;
    expect([hasSettled(killed, 9_000), hasSettled(killed, 11_000)]).toEqual([false, true]);
    expect([hasSettled(failed, 11_000), hasSettled(failed, 61_000)]).toEqual([false, true]);
  });
});
