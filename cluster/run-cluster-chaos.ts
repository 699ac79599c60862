import { setTimeout as sleep } from 'node:timers/promises';
import { checkUploadReceipts, type ReceiptsVerdict } from './chaos/check-upload-receipts.ts';
import { faultsOf } from './chaos/faults.ts';
import { provePlayback, proveSignOut, type SharedStateProof } from './chaos/prove-shared-state.ts';
import { LiveTable } from './live-table.ts';
import { type OpenedRun, openRun, type RunWish } from './open-run.ts';

const BETWEEN_FAULTS_MS = 4_000;
const TABLE_MS = 10_000;
const UPLOADS_WITHIN_MS = 600_000;
/** The longest back-off of a recorder is a minute. */
const DRAIN_WITHIN_MS = 240_000;

export interface ClusterChaosWish extends RunWish {
  /** So many uploads at least. */
  readonly uploads: number;
}

/**
 * Uploads while each kind of node dies and comes back; then everything that was receipted is played.
 * Answers whether all promises held.
 */
export async function runClusterChaos(
  wish: ClusterChaosWish,
  stopping: AbortSignal,
): Promise<boolean> {
  const run = await openRun(wish);
  const table = printTable(run, wish.print);
  try {
    const { fleet, report } = run;
    fleet.start();
    const proofs = [await provePlayback(run)];
    await inflictAll(run, stopping);
    const deadline = performance.now() + UPLOADS_WITHIN_MS;
    while (fleet.figures().sent < wish.uploads && performance.now() < deadline && !stopping.aborted)
      await sleep(500);
    report('no more faults: recorders stop, and send what waits');
    const isDrained = await fleet.drain(DRAIN_WITHIN_MS);
    await table.stop();
    report('playing everything that was receipted');
    const verdict = await checkUploadReceipts(run);
    proofs.push(await proveSignOut(run));
    return printVerdict(run, { verdict, proofs, isDrained, uploads: wish.uploads });
  } finally {
    await table.stop();
    await run.close();
  }
}

async function inflictAll({ cluster, report }: OpenedRun, stopping: AbortSignal): Promise<void> {
  for (const { name, inflict } of faultsOf(cluster)) {
    await sleep(BETWEEN_FAULTS_MS, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) return;
    const began = performance.now();
    report(name);
    await inflict(cluster);
    report(`  over after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  }
}

function printTable(run: OpenedRun, print: (line: string) => void) {
  const table = new LiveTable(run);
  const over = new AbortController();
  const ended = (async () => {
    while (!over.signal.aborted) {
      for (const line of await table.lines()) print(line);
      await sleep(TABLE_MS, undefined, { signal: over.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      over.abort();
      await ended;
    },
  };
}

interface Findings {
  readonly verdict: ReceiptsVerdict;
  readonly proofs: readonly SharedStateProof[];
  readonly isDrained: boolean;
  readonly uploads: number;
}

function printVerdict(run: OpenedRun, findings: Findings): boolean {
  const { report, fleet, cluster } = run;
  const { verdict, proofs, isDrained, uploads } = findings;
  const { repeated, refused, waiting } = fleet.figures();
  const sum = (counts: ReadonlyMap<string, number>) =>
    [...counts.values()].reduce((total, count) => total + count, 0);
  const lines: readonly (readonly [holds: boolean, words: string])[] = [
    [
      verdict.receipts >= uploads,
      `${verdict.receipts} segments receipted by ${fleet.recorders.length} recorders`,
    ],
    [verdict.lost.length === 0, `${verdict.played} played and right, ${verdict.lost.length} lost`],
    [verdict.doubled.length === 0, `doubled: ${verdict.doubled.join(', ') || 'nothing'}`],
    [verdict.beyond === 0, `${verdict.beyond} rows without a receipt`],
    [isDrained, `${waiting} segments not sent`],
    [sum(refused) === 0, `${sum(refused)} requests refused for good ${codes(refused)}`],
    [true, `${sum(repeated)} requests failed and were sent again by themselves ${codes(repeated)}`],
    [cluster.failures.length === 0, `ended by itself: ${cluster.failures.join('; ') || 'nothing'}`],
    ...proofs.map(({ what, holds, seen }) => [holds, `${what}: ${seen}`] as const),
  ];
  for (const [holds, words] of lines) report(`${holds ? 'holds ' : 'BROKEN'}  ${words}`);
  for (const line of verdict.lost.slice(0, 10)) report(`  ${line}`);
  return lines.every(([holds]) => holds);
}

function codes(counts: ReadonlyMap<string, number>): string {
  if (counts.size === 0) return '';
  return `(${[...counts].map(([code, count]) => `${code} ${count}`).join(', ')})`;
}
