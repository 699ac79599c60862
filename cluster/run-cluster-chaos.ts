import { setTimeout as sleep } from 'node:timers/promises';
import { checkUploadReceipts } from './chaos/check-upload-receipts.ts';
import { faultsOf } from './chaos/faults.ts';
import { proveRollingRestart } from './chaos/prove-rolling-restart.ts';
import {
  proveLiveNotice,
  provePlayback,
  proveSignOut,
  type SharedStateProof,
} from './chaos/prove-shared-state.ts';
import { RunVerdict } from './chaos/run-verdict.ts';
import { LiveTable } from './live-table.ts';
import { type OpenedRun, openRun, type RunWish } from './open-run.ts';

const SECOND = 1_000;
const BETWEEN_FAULTS_MS = 4 * SECOND;
const TABLE_MS = 10 * SECOND;
const PROOF_WITHIN_MS = 600 * SECOND;
const FAULT_WITHIN_MS = 330 * SECOND;
/** The longest back-off of a recorder is a minute. */
const DRAIN_WITHIN_MS = 240 * SECOND;
/** For somebody who does not want to wait. */
const HURRIED_DRAIN_MS = 20 * SECOND;
const CHECK_WITHIN_MS = 900 * SECOND;
const SHOWN_LOSSES = 10;

export interface ClusterChaosWish extends RunWish {
  /** So many uploads at least. */
  readonly uploads: number;
  /** After so many minutes nothing more is inflicted or awaited, and the verdict says so. */
  readonly minutes: number;
  /** A checkout with another build of the same sources; null: portals restart onto the build they had. */
  readonly nextRelease: string | null;
}

/**
 * Uploads while each kind of node dies and comes back; then everything that was receipted is played.
 * Answers whether all promises held, and prints which, whatever goes wrong on the way.
 */
export async function runClusterChaos(
  wish: ClusterChaosWish,
  stopping: AbortSignal,
): Promise<boolean> {
  const run = await openRun(wish);
  const over = AbortSignal.any([stopping, AbortSignal.timeout(wish.minutes * 60 * SECOND)]);
  const verdict = new RunVerdict();
  const table = printTable(run, wish.print);
  try {
    await tryEverything({ run, verdict, wish, over });
    await table.stop();
    await judge({ run, verdict, wish, over });
  } catch (error) {
    verdict.note(false, `the run broke off: ${error instanceof Error ? error.stack : error}`);
  } finally {
    await table.stop();
    for (const line of verdict.lines()) run.report(line);
    await run.close();
  }
  return verdict.holds;
}

interface ChaosRun {
  readonly run: OpenedRun;
  readonly verdict: RunVerdict;
  readonly wish: ClusterChaosWish;
  readonly over: AbortSignal;
}

async function tryEverything(chaos: ChaosRun): Promise<void> {
  const { run, verdict, wish, over } = chaos;
  const { fleet, cluster, report } = run;
  fleet.start();
  await prove(chaos, 'playback at each portal', provePlayback);
  await prove(chaos, 'the live notice', proveLiveNotice);
  report('a rolling restart of the portals');
  const restart = { nextRelease: wish.nextRelease, over };
  await prove(chaos, 'the rolling restart', () => proveRollingRestart(run, restart));
  for (const { name, inflict } of faultsOf(cluster)) {
    await sleep(BETWEEN_FAULTS_MS, undefined, { signal: over }).catch(() => {});
    if (over.aborted) {
      verdict.note(false, `not inflicted: ${name}`);
      continue;
    }
    const began = performance.now();
    report(name);
    await verdict.step(name, FAULT_WITHIN_MS, () => inflict(cluster));
    report(`  over after ${((performance.now() - began) / SECOND).toFixed(1)} s`);
  }
  while (fleet.figures().sent < wish.uploads && !over.aborted) await sleep(500);
}

async function prove(
  { run, verdict }: ChaosRun,
  name: string,
  look: (run: OpenedRun) => Promise<SharedStateProof>,
): Promise<void> {
  const proof = await verdict.step(name, PROOF_WITHIN_MS, () => look(run));
  if (proof === null) return;
  const words = `${proof.what}: ${proof.seen}`;
  run.report(words);
  verdict.note(proof.holds, words);
}

async function judge(chaos: ChaosRun): Promise<void> {
  const { run, verdict, wish, over } = chaos;
  const { fleet, cluster, report } = run;
  report('no more faults: recorders stop, and send what waits');
  const isDrained = await fleet.drain(over.aborted ? HURRIED_DRAIN_MS : DRAIN_WITHIN_MS);
  report('playing everything that was receipted');
  const found = await verdict.step('the check', CHECK_WITHIN_MS, () => checkUploadReceipts(run));
  const { repeated, refused, waiting } = fleet.figures();
  if (found !== null) {
    verdict.note(
      found.receipts >= wish.uploads,
      `${found.receipts} segments receipted by ${fleet.recorders.length} recorders, ${wish.uploads} wanted`,
    );
    verdict.note(
      found.lost.length === 0,
      `${found.played} played and right, ${found.lost.length} lost`,
    );
    for (const line of found.lost.slice(0, SHOWN_LOSSES)) report(`  ${line}`);
    verdict.note(found.doubled.length === 0, `doubled: ${found.doubled.join(', ') || 'nothing'}`);
    verdict.note(found.beyond === 0, `${found.beyond} rows without a receipt`);
  }
  verdict.note(isDrained, `${waiting} segments not sent`);
  verdict.note(sum(refused) === 0, `${sum(refused)} requests refused for good ${codes(refused)}`);
  verdict.note(
    true,
    `${sum(repeated)} requests failed and were sent again by themselves ${codes(repeated)}`,
  );
  const { failures } = cluster;
  verdict.note(failures.length === 0, `ended by itself: ${failures.join('; ') || 'nothing'}`);
  await prove(chaos, 'the sign-out', proveSignOut);
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

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}

function codes(counts: ReadonlyMap<string, number>): string {
  if (counts.size === 0) return '';
  return `(${[...counts].map(([code, count]) => `${code} ${count}`).join(', ')})`;
}
