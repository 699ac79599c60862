import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { connect, type Db } from '@workcompanion/db/client';
import { startEmbeddedPostgres } from '@workcompanion/db/embedded/start-embedded-postgres';
import { migrate } from '@workcompanion/db/migrate';
import { archiveRuns } from '@workcompanion/db/schema/archive-runs';
import { segments } from '@workcompanion/db/schema/segments';
import { eq, inArray } from 'drizzle-orm';
import {
  type HotSegment,
  insertHotSegments,
} from '../workers/archive/testing/insert-hot-segments.ts';
import { curlParallel } from './anchors/curl-parallel.ts';
import { startArchiveWorker } from './lib/archive-worker.ts';
import { cpuSeconds, peakResidentMib } from './lib/process-usage.ts';
import { median } from './lib/stats.ts';
import type { TosProcess } from './lib/tos-process.ts';
import { startTosSink } from './lib/tos-sink.ts';

const SHAPES = [
  { count: 200, bytes: 5_000_000 },
  { count: 40, bytes: 50_000_000 },
] as const;
const ROUNDS = 3;
const SLOTS = 10;

interface Place {
  readonly db: Db;
  readonly databaseUrl: string;
  readonly hotDir: string;
  readonly scratch: string;
}

interface Round {
  readonly mbPerSecond: number;
  readonly curlMbPerSecond: number;
  readonly cpuPerGb: number;
  readonly peakMib: number;
}

/** From the queue into a TOS sink on the loopback, against curl with as many uploads at once. */
export async function benchArchive(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'bench-archive-'));
  const postgres = await startEmbeddedPostgres({ directory: join(scratch, 'postgres') });
  await migrate(postgres.url);
  const database = connect(postgres.url);
  const hotDir = join(scratch, 'hot');
  const place = { db: database.db, databaseUrl: postgres.url, hotDir, scratch };
  try {
    for (const shape of SHAPES) await benchShape(place, shape);
  } finally {
    await database.close();
    await postgres.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function benchShape(place: Place, { count, bytes }: (typeof SHAPES)[number]): Promise<void> {
  const where = { db: place.db, hot: new FolderStore(place.hotDir) };
  const warmUp = await insertHotSegments(where, { count: SLOTS, bytes: 100_000 });
  const rows = await insertHotSegments(where, { count, bytes });
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await runRound(place, rows, warmUp));
  const of = (figure: keyof Round) => median(rounds.map((each) => each[figure]));
  const [ours, curl] = [of('mbPerSecond'), of('curlMbPerSecond')];
  console.log(
    `archive ${count} × ${bytes / 1e6} MB: ${ours.toFixed(0)} MB/s ` +
      `(curl --parallel ${curl.toFixed(0)}, ratio ${(ours / curl).toFixed(2)}), ` +
      `${of('cpuPerGb').toFixed(2)} CPU s/GB, peak ${of('peakMib').toFixed(0)} MiB`,
  );
  await place.db.delete(segments);
  for (const { key } of [...rows, ...warmUp]) await where.hot.delete(key);
}

/** A sink and a worker of its own, so that each round begins with nothing. */
async function runRound(
  place: Place,
  rows: readonly HotSegment[],
  warmUp: readonly HotSegment[],
): Promise<Round> {
  await setState(place.db, rows, 'cold');
  await setState(place.db, warmUp, 'hot');
  await place.db.delete(archiveRuns);
  const sink = await startTosSink();
  const worker = startArchiveWorker(sink, place);
  try {
    await untilArchived(place.db, warmUp.length);
    const busyBefore = await busyAfter(place.db, 0);
    const cpuBefore = cpuSeconds(worker.pid);
    await setState(place.db, rows, 'hot');
    await untilArchived(place.db, warmUp.length + rows.length);
    const busy = (await busyAfter(place.db, busyBefore)) - busyBefore;
    const cpu = cpuSeconds(worker.pid) - cpuBefore;
    const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
    return {
      mbPerSecond: bytes / busy,
      curlMbPerSecond: await curlRate(sink, place, rows),
      cpuPerGb: cpu / (bytes / 1e9),
      peakMib: peakResidentMib(worker.pid),
    };
  } finally {
    await worker.stop();
    await sink.stop();
  }
}

async function curlRate(
  sink: TosProcess,
  place: Place,
  rows: readonly HotSegment[],
): Promise<number> {
  const files = rows.map(({ key }) => ({ key, path: join(place.hotDir, key) }));
  const seconds = await curlParallel(sink, { files, scratch: place.scratch, parallel: SLOTS });
  return rows.reduce((sum, row) => sum + row.bytes, 0) / 1e6 / seconds;
}

async function setState(db: Db, rows: readonly HotSegment[], state: 'hot' | 'cold'): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await db
    .update(segments)
    .set({ state, attempts: null, archivedAt: null })
    .where(inArray(segments.id, ids));
}

async function untilArchived(db: Db, count: number): Promise<void> {
  while ((await db.$count(segments, eq(segments.state, 'archived'))) < count) await sleep(250);
}

/**
 * µs that the worker has been at work, once they are more than `before`: neither the start of the
 * process nor its wait for the next look at the queue is counted.
 */
async function busyAfter(db: Db, before: number): Promise<number> {
  for (;;) {
    const [run] = await db.select({ busy: archiveRuns.busy }).from(archiveRuns);
    if (run !== undefined && run.busy > before) return run.busy;
    await sleep(100);
  }
}
