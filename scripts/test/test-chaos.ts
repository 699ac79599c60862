import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../processes/run-command.ts';
import type { RunnerResult } from './runner-result.ts';

const ChaosTests = z.array(z.object({ name: z.string(), isKept: z.boolean() }));

/** A plan in which each kind of fault strikes. `npm run chaos` takes others, and more. */
const PLAN = ['--seed', '541', '--minutes', '1.5', '--every', '2.5', '--recorders', '1'];

/** A short run with faults: each promise counts as a test. */
export async function testChaos(reportDir: string): Promise<RunnerResult> {
  console.log('\n# faults: nothing that was receipted is lost');
  if (process.platform !== 'linux') {
    console.log('skipped: it freezes processes, and records a virtual screen, as Linux has them');
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const file = join(reportDir, 'chaos.json');
  await rm(file, { force: true });
  const args = ['run', '--silent', 'chaos', '--', ...PLAN, '--tests', file];
  await runCommand('npm', args);
  const text = await readFile(file, 'utf8').catch(() => 'null');
  const tests = ChaosTests.safeParse(JSON.parse(text));
  if (!tests.success) return { passed: 0, failed: 1, skipped: 0 };
  const broken = tests.data.filter(({ isKept }) => !isKept);
  return {
    passed: tests.data.length - broken.length,
    failed: broken.length,
    skipped: 0,
    remarks: broken.map(({ name }) => `chaos: ${name}`),
  };
}
