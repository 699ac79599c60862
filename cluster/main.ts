import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { ensurePrograms } from '../scripts/ensure-programs.ts';
import { type BuildOptions, buildWeb } from '../scripts/start/build-web.ts';
import { messageOf } from '../scripts/start/message-of.ts';
import { LiveTable } from './live-table.ts';
import { measureCost } from './measure-cost.ts';
import { STORE_KINDS } from './nodes/object-store.ts';
import { openRun, type RunWish } from './open-run.ts';
import { runClusterChaos } from './run-cluster-chaos.ts';

const run = promisify(execFile);
const STAMP = join('node_modules', '.cache', 'workcompanion', 'web-build');

/** What a copy of the checkout has of its own, or no use for. */
const LEFT_OUT = new Set(['.git', 'node_modules', 'data', 'test-results']);

const REDRAW_MS = 1_000;

/** Where nobody sits before a terminal, the table is printed this often. */
const REPRINT_MS = 5_000;
const DRAIN_WITHIN_MS = 60_000;

const SWIFT = [
  'memcached',
  'swift-proxy-server',
  'swift-account-server',
  'swift-container-server',
  'swift-object-server',
] as const;

/**
 * `npm run cluster`: two portals, two workers, PostgreSQL with a standby, an object store, HAProxy and a
 * fleet of simulated recorders on this machine. Ctrl+C ends it, and with it all that it has started.
 */
const { values } = parseArgs({
  options: {
    /** 20 unless said otherwise; 200 under faults. */
    recorders: { type: 'string' },
    store: { type: 'string', default: 'radosgw' },
    portals: { type: 'string', default: '2' },
    workers: { type: 'string', default: '2' },
    /** Seconds of a segment, and so between two uploads of a recorder. 10 unless said otherwise. */
    every: { type: 'string' },
    bytes: { type: 'string', default: '300000' },
    /** Ends by itself after so many; without, it runs until it is told to stop. */
    seconds: { type: 'string' },
    keep: { type: 'boolean', default: false },
    /** Kills each kind of node while recorders upload, and checks what they were promised. */
    chaos: { type: 'boolean', default: false },
    uploads: { type: 'string', default: '2000' },
    /** The rolling restart goes onto a second build of the same sources, which is made before. */
    'two-builds': { type: 'boolean', default: false },
    /** After so many minutes the faults end, and the verdict is given on what was seen. */
    minutes: { type: 'string', default: '30' },
    /** What an upload costs with one portal, with two and with four. */
    cost: { type: 'boolean', default: false },
  },
});
const store = STORE_KINDS.find((kind) => kind === values.store);
if (store === undefined) throw new Error(`--store is one of ${STORE_KINDS.join(', ')}`);

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stopping.abort());
}
const print = (line: string) => console.log(line);
await ensurePrograms([
  'ffmpeg',
  'haproxy',
  ...(store === 'radosgw' ? (['radosgw'] as const) : []),
  ...(store === 'swift' ? SWIFT : []),
]);
const building = {
  root: join(import.meta.dirname, '..'),
  report: print,
  stopping: stopping.signal,
};
await buildWeb(building);
const usual = usualOf(values);
const wish = {
  store,
  portals: Number(values.portals),
  workers: Number(values.workers),
  recorders: Number(values.recorders ?? usual.recorders),
  segmentSeconds: Number(values.every ?? usual.every),
  segmentBytes: Number(values.bytes),
  sendingMs: usual.sendingMs,
  keep: values.keep,
  print,
};
try {
  process.exitCode = (await act()) ? 0 : 1;
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

async function act(): Promise<boolean> {
  if (values.cost) return measureCost({ ...wish, seconds: Number(values.seconds ?? 20) });
  if (values.chaos) {
    const chaos = {
      ...wish,
      uploads: Number(values.uploads),
      minutes: Number(values.minutes),
      nextRelease: values['two-builds'] ? await buildAgain(building) : null,
    };
    return runClusterChaos(chaos, stopping.signal);
  }
  const seconds = values.seconds === undefined ? null : Number(values.seconds);
  return runCluster({ ...wish, seconds }, stopping.signal);
}

/** Under faults a line takes its time for a segment, so that a fault cuts some of them. */
function usualOf({ chaos, cost }: { readonly chaos: boolean; readonly cost: boolean }) {
  if (chaos) return { recorders: 200, every: 30, sendingMs: 1_000 };
  if (cost) return { recorders: 60, every: 2, sendingMs: 0 };
  return { recorders: 20, every: 10, sendingMs: 0 };
}

interface LiveWish extends RunWish {
  /** How long the recorders record; null: until it is told to stop. */
  readonly seconds: number | null;
}

/** Runs until `stopping`; answers whether every segment that was made has its receipt. */
async function runCluster(wish: LiveWish, stopping: AbortSignal): Promise<boolean> {
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

/**
 * Builds the pages of these sources once more, in a copy of the checkout, as another node would: a few
 * files come out under other names. Answers where the copy is, which stays for the next time. Not below
 * `node_modules`: what lies there is not compiled.
 */
async function buildAgain({ root, ...options }: BuildOptions): Promise<string> {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 8);
  const copy = join(tmpdir(), `workcompanion-second-build-${name}`);
  if ((await stampOf(copy)) !== (await stampOf(root))) {
    await rm(copy, { recursive: true, force: true });
    await mkdir(join(copy, 'node_modules'), { recursive: true });
    const names = (await readdir(root)).filter((name) => !LEFT_OUT.has(name));
    await link(names, root, copy);
    await rm(join(copy, 'web', '.next'), { recursive: true, force: true });
    const modules = (await readdir(join(root, 'node_modules'))).filter((name) => name !== '.cache');
    await link(modules, join(root, 'node_modules'), join(copy, 'node_modules'));
  }
  await buildWeb({ root: copy, ...options });
  return copy;
}

/** As hard links, or copied where the temporary folder is another file system. */
async function link(names: readonly string[], from: string, to: string): Promise<void> {
  const files = names.map((name) => join(from, name));
  await run('cp', ['-al', ...files, to]).catch(() => run('cp', ['-a', ...files, to]));
}

function stampOf(root: string): Promise<string | null> {
  return readFile(join(root, STAMP), 'utf8').catch(() => null);
}
