import { setTimeout as sleep } from 'node:timers/promises';
import { LiveTable } from './live-table.ts';
import { openRun, type RunWish } from './open-run.ts';

const REDRAW_MS = 1_000;
/** Where nobody sits before a terminal, the table is printed this often. */
const REPRINT_MS = 5_000;
const DRAIN_WITHIN_MS = 60_000;

export interface LiveWish extends RunWish {
  /** How long the recorders record; null: until it is told to stop. */
  readonly seconds: number | null;
}

/** Runs until `stopping`; answers whether every segment that was made has its receipt. */
export async function runCluster(wish: LiveWish, stopping: AbortSignal): Promise<boolean> {
  const run = await openRun(wish);
  try {
    const { fleet, cluster, report } = run;
    report(`the portal is at ${cluster.url}`);
    fleet.start();
    const ending = wish.seconds === null ? [] : [AbortSignal.timeout(wish.seconds * 1000)];
    const over = AbortSignal.any([stopping, ...ending]);
    const table = new LiveTable(run);
    const isTerminal = process.stdout.isTTY;
    let drawn = 0;
    while (!over.aborted) {
      const ms = isTerminal ? REDRAW_MS : REPRINT_MS;
      await sleep(ms, undefined, { signal: over }).catch(() => {});
      const lines = await table.lines();
      if (isTerminal && drawn > 0) process.stdout.write(`\x1b[${drawn}A\x1b[J`);
      for (const line of lines) wish.print(line);
      drawn = lines.length;
    }
    report('recorders stop, and send what waits');
    const isDrained = await fleet.drain(DRAIN_WITHIN_MS);
    const { sent, waiting, refused } = fleet.figures();
    report(`${sent} receipts, ${waiting} segments not sent, ${refused.size} kinds of refusals`);
    return isDrained && refused.size === 0;
  } finally {
    await run.close();
  }
}
