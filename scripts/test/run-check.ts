import { runCommand } from '../processes/run-command.ts';
import type { RunnerResult } from './runner-result.ts';

/** A tool that only passes or fails (formatter, linter, compiler) counts as one test. */
export async function runCheck(title: string, args: readonly string[]): Promise<RunnerResult> {
  console.log(`\n# ${title}`);
  const code = await runCommand('npm', ['run', '--silent', ...args]);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}
