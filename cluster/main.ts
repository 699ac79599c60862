import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePrograms } from '../scripts/ensure-programs.ts';
import { buildWeb } from '../scripts/start/build-web.ts';
import { messageOf } from '../scripts/start/message-of.ts';
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
    /** Seconds of a segment, and so between two uploads of a recorder. */
    every: { type: 'string', default: '10' },
    bytes: { type: 'string', default: '300000' },
    /** Ends by itself after so many; without, it runs until it is told to stop. */
    seconds: { type: 'string' },
    keep: { type: 'boolean', default: false },
    /** Kills each kind of node while recorders upload, and checks what they were promised. */
    chaos: { type: 'boolean', default: false },
    uploads: { type: 'string', default: '2000' },
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
await buildWeb({ root: join(import.meta.dirname, '..'), report: print, stopping: stopping.signal });
const wish = {
  store,
  portals: Number(values.portals),
  workers: Number(values.workers),
  recorders: Number(values.recorders ?? (values.chaos ? 200 : 20)),
  segmentSeconds: Number(values.every),
  segmentBytes: Number(values.bytes),
  keep: values.keep,
  print,
};
const seconds = values.seconds === undefined ? null : Number(values.seconds);
const act = () => {
  if (values.chaos) {
    return runClusterChaos({ ...wish, uploads: Number(values.uploads) }, stopping.signal);
  }
  return runCluster({ ...wish, seconds }, stopping.signal);
};
try {
  process.exitCode = (await act()) ? 0 : 1;
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
