import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ensurePrograms, offerPrograms } from './ensure-programs.ts';
import { runCommand } from './processes/run-command.ts';
import './test/compile-cache.ts';
import { runVitest } from './test/run-vitest.ts';
import { addResults, type RunnerResult } from './test/runner-result.ts';

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

const ChaosTests = z.array(z.object({ name: z.string(), isKept: z.boolean() }));

/** A plan in which each kind of fault strikes. `npm run chaos` takes others, and more. */
const PLAN = ['--seed', '541', '--minutes', '1.5', '--every', '2.5', '--recorders', '1'];

/** `npm test`: every check and test, and one line that adds them up. */
const reportDir = join(import.meta.dirname, '..', 'test-results', 'reports');
await mkdir(reportDir, { recursive: true });
await ensurePrograms([
  'ffmpeg',
  'chromium',
  'Xvfb',
  'openbox',
  'xterm',
  'xrandr',
  'xdpyinfo',
  'openssl',
  'unzip',
]);
await offerPrograms('PostgreSQL by way of a connection pooler', ['pgbouncer']);
await offerPrograms('the recorder through proxies', ['squid']);
await offerPrograms('the S3 archive on OpenStack Swift', [
  'memcached',
  'swift-proxy-server',
  'swift-account-server',
  'swift-container-server',
  'swift-object-server',
]);
await offerPrograms('the check of deploy/haproxy.cfg, deploy/Caddyfile and deploy/compose.yaml', [
  'haproxy',
  'caddy',
  'docker-compose',
]);

const total = addResults([
  ...(await Promise.all([runCheck('format and lint', ['lint']), runCheck('types', ['typecheck'])])),
  await runVitest(reportDir),
  await runPlaywright(reportDir),
  await testChaos(reportDir),
]);
if (total.remarks.length > 0) console.log('\n# what failed');
for (const remark of total.remarks) console.log(`- ${remark}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** A tool that only passes or fails (formatter, linter, compiler) counts as one test. */
async function runCheck(title: string, args: readonly string[]): Promise<RunnerResult> {
  console.log(`\n# ${title}`);
  const code = await runCommand('npm', ['run', '--silent', ...args]);
  if (code === 0) return { passed: 1, failed: 0, skipped: 0 };
  return { passed: 0, failed: 1, skipped: 0, remarks: [title] };
}

/** A short run with faults: each promise counts as a test. */
async function testChaos(reportDir: string): Promise<RunnerResult> {
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

/** End-to-end tests in a real browser; a test that passed only when tried again has passed. */
async function runPlaywright(reportDir: string): Promise<RunnerResult> {
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
