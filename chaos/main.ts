import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePrograms } from '../scripts/ensure-programs.ts';
import { buildWeb } from '../scripts/start/build-web.ts';
import { medianOf } from './check/check-losses.ts';
import { PROMISES } from './check/finding.ts';
import { type ChaosResult, runChaos } from './run-chaos.ts';

/** A finding more than so often says nothing new. */
const SHOWN_FINDINGS = 40;

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

/** What a run has shown, for a terminal. */
function printReport(result: ChaosResult, print: (line: string) => void): void {
  const { wish, verdict, failures, proofs } = result;
  const line = (name: string, value: string | number) => print(`  ${name.padEnd(34)}${value}`);
  print(`\nChaos of ${wish.minutes} minutes, seed ${wish.seed}, ${wish.recorders} recorder(s)`);
  for (const [name, struck] of countFaults(result)) line(name, struck);
  if (!result.canFill) line('disks', 'not filled: only root can mount small ones');
  line('ended by themselves', failures.length);
  for (const { name, how } of failures) print(`      ${name}: ${how}`);
  line('load of the machine', result.load.toFixed(1));

  print('');
  line('statements in the journals', verdict.statements);
  line('of these with a receipt', verdict.receipts);
  line('entries at the server', verdict.entries);
  line('rows of segments', verdict.segmentRows);
  line('files in the hot folder', verdict.hotFiles);
  line('objects in the archive', verdict.archived);
  line('files and objects without a row', verdict.orphans);
  line('footage of all displays', seconds(verdict.footage));
  line('unnamed', seconds(verdict.unnamed));
  line('named as gaps over footage', seconds(verdict.overlaid));
  line('receipted, and lost', countFindings(result, 'lost'));
  line('doubled', countFindings(result, 'doubled'));
  const { losses } = verdict;
  line('kills while recording', losses.length);
  line('lost by a kill, median', seconds(medianOf(losses)));
  line('lost by a kill, at most', seconds(losses.at(-1) ?? 0));
  line(
    'breakages that the check sees',
    `${proofs.filter(({ isSeen }) => isSeen).length} of ${proofs.length}`,
  );
  for (const { name, isSeen } of proofs) if (!isSeen) print(`      not seen: ${name}`);

  print('');
  for (const { name, isKept } of testsOf(result)) if (!isKept) print(`  ✗ ${name}`);
  if (result.holds) print('  Everything held.');
  for (const { kind, what } of verdict.findings.slice(0, SHOWN_FINDINGS))
    print(`  ${kind}: ${what}`);
  const more = verdict.findings.length - SHOWN_FINDINGS;
  if (more > 0) print(`  and ${more} more`);
  if (result.folder !== null) {
    print(`\nEverything is kept in ${result.folder}; the same faults again:`);
    print(`  npm run chaos -- --seed ${wish.seed} --minutes ${wish.minutes}`);
  }
}

function countFaults({ faults }: ChaosResult): [name: string, struck: number][] {
  const struck = faults.filter(({ strike }) => strike !== null);
  return [...Map.groupBy(struck, ({ name }) => name)].map(([name, list]) => [name, list.length]);
}

function countFindings({ verdict }: ChaosResult, kind: string): number {
  return verdict.findings.filter((finding) => finding.kind === kind).length;
}

function seconds(micros: number): string {
  return `${(micros / 1_000_000).toFixed(3)} s`;
}

interface ChaosTest {
  readonly name: string;
  readonly isKept: boolean;
}

/** What a run counts as tests: each promise, and for each breakage that the check sees it. */
function testsOf({ verdict, proofs }: ChaosResult): ChaosTest[] {
  const broken = new Set<string>(verdict.findings.map(({ kind }) => kind));
  return [
    ...Object.entries(PROMISES).map(([kind, name]) => ({ name, isKept: !broken.has(kind) })),
    ...proofs.map(({ name, isSeen, problem }) => ({
      name: `the check sees: ${name}${problem === undefined ? '' : ` (${problem})`}`,
      isKept: isSeen,
    })),
  ];
}
