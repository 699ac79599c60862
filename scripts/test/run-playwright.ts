import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../processes/run-command.ts';
import type { RunnerResult } from './runner-result.ts';

const Suite = z.object({
  specs: z.array(
    z.object({
      title: z.string(),
      file: z.string(),
      tests: z.array(z.object({ status: z.string() })),
    }),
  ),
  get suites(): z.ZodOptional<z.ZodArray<typeof Suite>> {
    return z.array(Suite).optional();
  },
});

const PlaywrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  suites: z.array(Suite),
});

/** End-to-end tests in a real browser; a test that passed only when tried again has passed. */
export async function runPlaywright(reportDir: string): Promise<RunnerResult> {
  console.log('\n# end-to-end tests in Chromium');
  const file = join(reportDir, 'playwright.json');
  await rm(file, { force: true });
  const code = await runCommand('playwright', ['test', '--reporter=list,json'], {
    ...process.env,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  const text = await readFile(file, 'utf8').catch(() => 'null');
  const report = PlaywrightReport.safeParse(JSON.parse(text));
  if (!report.success) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.data.stats;
  const failedOutside = code !== 0 && unexpected === 0 ? 1 : 0;
  return {
    passed: expected + flaky,
    failed: unexpected + failedOutside,
    skipped,
    remarks: report.data.suites.flatMap(tellFailures),
  };
}

function tellFailures({ specs, suites = [] }: z.infer<typeof Suite>): string[] {
  const remarks = specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ status }) => `${status === 'flaky' ? 'at first: ' : ''}${file} > ${title}`),
  );
  return [...remarks, ...suites.flatMap(tellFailures)];
}
