import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../processes/run-command.ts';
import type { RunnerResult } from './runner-result.ts';

const ChaosTests = z.array(z.object({ name: z.string(), isKept: z.boolean() }));

/** The same faults each time. `npm run chaos` takes others, and more. */
const SEED = '12';
const MINUTES = '0.8';

/** A short run with faults: each promise counts as a test. */
export async function runChaos(reportDir: string): Promise<RunnerResult> {
  console.log('\n# faults: nothing that was receipted is lost');
  if (process.platform !== 'linux') {
    console.log('skipped: it freezes processes, and records a virtual screen, as Linux has them');
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const file = join(reportDir, 'chaos.json');
  await rm(file, { force: true });
  await runCommand('npm', [
    ...['run', '--silent', 'chaos', '--', '--seed', SEED, '--minutes', MINUTES],
    ...['--recorders', '1', '--every', '3', '--tests', file],
  ]);
  const text = await readFile(file, 'utf8').catch(() => 'null');
  const tests = ChaosTests.safeParse(JSON.parse(text));
  if (!tests.success) return { passed: 0, failed: 1, skipped: 0 };
  const passed = tests.data.filter(({ isKept }) => isKept).length;
  return { passed, failed: tests.data.length - passed, skipped: 0 };
}
