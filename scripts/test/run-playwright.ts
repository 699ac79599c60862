import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../processes/run-command.ts';
import type { RunnerResult } from './runner-result.ts';

const PlaywrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
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
  return { passed: expected + flaky, failed: unexpected + failedOutside, skipped };
}
