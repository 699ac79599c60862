import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePrograms } from '../scripts/ensure-programs.ts';
import { buildWeb } from '../scripts/start/build-web.ts';
import { printReport, testsOf } from './print-report.ts';
import { runChaos } from './run-chaos.ts';

/**
 * `npm run chaos -- --seed N --minutes M`: everything as its own process, killed, frozen, cut off and
 * filled up by a plan that the seed decides; then it is checked whether anything was lost.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
    minutes: { type: 'string', default: '5' },
    recorders: { type: 'string', default: '2' },
    every: { type: 'string', default: '5' },
    keep: { type: 'boolean', default: false },
    /** Gets what was counted as tests, as JSON. */
    tests: { type: 'string' },
  },
});
const print = (line: string) => console.log(line);
await ensurePrograms(['ffmpeg', 'Xvfb', 'openbox', 'xterm', 'xrandr', 'xdpyinfo']);
await buildWeb({
  root: join(import.meta.dirname, '..'),
  report: print,
  stopping: new AbortController().signal,
});
const result = await runChaos({
  seed: values.seed,
  minutes: Number(values.minutes),
  recorders: Number(values.recorders),
  everyMs: Number(values.every) * 1000,
  keep: values.keep,
  report: print,
});
printReport(result, print);
if (values.tests !== undefined) await writeFile(values.tests, JSON.stringify(testsOf(result)));
process.exitCode = result.holds ? 0 : 1;
