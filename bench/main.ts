import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ensurePrograms } from '../scripts/ensure-programs.ts';
import { stopChild } from '../scripts/processes/stop-child.ts';
import { workerFlags } from '../scripts/start/node-flags.ts';
import { endBySignal, heldOpen } from './lib/held-open.ts';

/** `npm run bench` runs all; `npm run bench -- ingest playback` only those. */
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  ingest: async () => (await import('./ingest.ts')).benchIngest(),
  playback: async () => (await import('./playback.ts')).benchPlayback(),
  'cold-playback': async () => (await import('./cold-playback.ts')).benchColdPlayback(),
  'hot-store': async () => (await import('./hot-store.ts')).benchHotStore(),
  memory: async () => (await import('./memory.ts')).benchMemory(),
  'day-view': async () => (await import('./day-view.ts')).benchDayView(),
  'first-frame': async () => (await import('./first-frame.ts')).benchFirstFrame(),
  catalogue: async () => (await import('./catalogue.ts')).benchCatalogue(),
  'month-heat': async () => (await import('./month-heat.ts')).benchMonthHeat(),
  archive: async () => (await import('./archive.ts')).benchArchive(),
  'archive-queue': async () => (await import('./archive-queue.ts')).benchArchiveQueue(),
  'journal-packs': async () => (await import('./journal-packs.ts')).benchJournalPacks(),
  thumbnails: async () => (await import('./thumbnails.ts')).benchThumbnails(),
  texts: async () => (await import('./texts.ts')).benchTexts(),
  search: async () => (await import('./search.ts')).benchSearch(),
  evidence: async () => (await import('./evidence.ts')).benchEvidence(),
  'evidence-day': async () => (await import('./evidence-day.ts')).benchEvidenceDay(),
  desktop: async () => (await import('./desktop.ts')).benchDesktop(),
  recorder: async () => (await import('./recorder.ts')).benchRecorder(),
};

/** These do the work of the workers themselves: in a process that is set up as theirs. */
const OF_WORKERS = new Set(['thumbnails', 'texts', 'evidence']);
const WORKER_FLAGS = workerFlags(Number.parseInt(process.versions.node, 10));
const isWorker = WORKER_FLAGS.every((flag) => process.execArgv.includes(flag));

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  throw new Error(`no bench ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`);
}
await ensurePrograms([
  'ffmpeg',
  'chromium',
  'Xvfb',
  'openbox',
  'xterm',
  'xrandr',
  'openssl',
  'nginx',
  'curl',
  'rclone',
]);
await endBySignal(async () => {
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    await (OF_WORKERS.has(name) && !isWorker ? benchAsWorker(name) : bench());
  }
});

async function benchAsWorker(name: string): Promise<void> {
  const argv = [...WORKER_FLAGS, import.meta.filename, name];
  const child = spawn(process.execPath, argv, { stdio: 'inherit' });
  const held = await heldOpen(Promise.resolve({ stop: () => stopChild(child, 60_000) }));
  const [code] = await once(child, 'close');
  await held.stop();
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
}
