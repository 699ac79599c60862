import { readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../processes/run-command.ts';
import type { RunnerResult } from './runner-result.ts';

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});
type VitestReport = z.infer<typeof VitestReport>;

/** More files than these failed together for a reason that no busy moment explains. */
const MOST_FILES_TO_REPEAT = 3;

/**
 * Unit and integration tests. In CI, whose machines are slow at times, the few files that failed are
 * run once more by themselves, and the remarks say so; elsewhere a failure stands.
 */
export async function runVitest(reportDir: string): Promise<RunnerResult> {
  console.log('\n# unit and integration tests');
  const first = await runFiles(reportDir, []);
  if (first === null) return failedWhole('vitest ended without a report');
  const failedFiles = first.testResults.filter(({ status }) => status === 'failed');
  if (failedFiles.length === 0) {
    return countOf(first, failuresOf(first) > 0 ? ['vitest failed outside of its tests'] : []);
  }
  const remarks = failedFiles.flatMap(tellFailures);
  if (!process.env['CI'] || failedFiles.length > MOST_FILES_TO_REPEAT) {
    return countOf(first, remarks);
  }
  console.log('\n# what failed, once more by itself');
  const names = failedFiles.map(({ name }) => name);
  const second = await runFiles(reportDir, [...names, '--maxWorkers=1']);
  if (second === null) return countOf(first, remarks);
  const total = countOf(first, remarks);
  const failedAgain = second.testResults.filter(({ status }) => status === 'failed');
  const failed = failuresOf(second);
  return {
    passed: total.passed + Math.max(0, failuresOf(first) - failed),
    failed,
    skipped: total.skipped,
    remarks: [
      ...remarks.map((remark) => `at first: ${remark}`),
      ...failedAgain.flatMap(tellFailures).map((remark) => `by itself too: ${remark}`),
    ],
  };
}

async function runFiles(reportDir: string, args: readonly string[]): Promise<VitestReport | null> {
  const file = join(reportDir, 'vitest.json');
  await rm(file, { force: true });
  const code = await runCommand('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...args,
  ]);
  const report = VitestReport.safeParse(await readJson(file));
  if (!report.success) return null;
  // What fails outside of a file, such as an error that nobody awaited, leaves only the exit code.
  if (code === 0 || failuresOf(report.data) > 0) return report.data;
  return { ...report.data, numFailedTests: 1 };
}

/** A file that could not be loaded counts as one failed test. */
function failuresOf({ numFailedTests, testResults }: VitestReport): number {
  const notLoaded = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  return numFailedTests + notLoaded.length;
}

function countOf(report: VitestReport, remarks: readonly string[]): RunnerResult {
  return {
    passed: report.numPassedTests,
    failed: failuresOf(report),
    skipped: report.numPendingTests + report.numTodoTests,
    remarks,
  };
}

function tellFailures({ name, message, assertionResults }: VitestReport['testResults'][number]) {
  const file = relative(process.cwd(), name);
  const tests = assertionResults.filter(({ status }) => status === 'failed');
  if (tests.length === 0) return [`${file}: ${firstLines(message)}`];
  return tests.map(
    (test) => `${file} > ${test.fullName}: ${firstLines(test.failureMessages?.join('\n') ?? '')}`,
  );
}

function firstLines(message: string): string {
  return message.split('\n').slice(0, 4).join('\n    ');
}

function failedWhole(remark: string): RunnerResult {
  return { passed: 0, failed: 1, skipped: 0, remarks: [remark] };
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return null;
  }
}
