import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePrograms } from '../scripts/ensure-programs.ts';
import { buildWeb } from '../scripts/start/build-web.ts';
import { messageOf } from '../scripts/start/message-of.ts';
import { measureCost } from './measure-cost.ts';
import { buildAgain } from './nodes/build-again.ts';
import { STORE_KINDS } from './nodes/object-store.ts';
import { runCluster } from './run-cluster.ts';
import { runClusterChaos } from './run-cluster-chaos.ts';

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
