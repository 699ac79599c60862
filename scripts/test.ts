import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensurePrograms, offerPrograms } from './ensure-programs.ts';
import { runCommand } from './processes/run-command.ts';
import { runPlaywright } from './test/run-playwright.ts';
import { runVitest } from './test/run-vitest.ts';
import { addResults, type RunnerResult } from './test/runner-result.ts';
import { testChaos } from './test/test-chaos.ts';

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
