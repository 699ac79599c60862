import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { segments } from '@workcompanion/db/schema/segments';
import {
  type HotSegment,
  insertHotSegments,
} from '../workers/archive/testing/insert-hot-segments.ts';
import { curlParallel, rcloneCopy } from './anchors/upload-tools.ts';
import { type ArchivePlace, openArchivePlace } from './lib/archive-place.ts';
import { startBenchWorker } from './lib/archive-round.ts';
import { bareNodeMib } from './lib/process-usage.ts';
import { median, printTable } from './lib/stats.ts';
import { startTosSink } from './lib/tos-process.ts';

const SHAPES = [
  { count: 200, bytes: 5_000_000 },
  { count: 40, bytes: 50_000_000 },
] as const;
const ROUNDS = 9;
const SLOTS = 10;
/** The rate of the system that ours replaces: 500 MB a minute. */
const CAPPED = { count: 50, bytes: 5_000_000, bytesPerSecond: 500e6 / 60 } as const;

interface Figure {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMib?: number;
}

/** From the queue into a TOS sink on the loopback, in turns with curl and rclone, as many at once. */
export async function benchArchive(): Promise<void> {
  const place = await openArchivePlace();
  try {
    const bareMib = await bareNodeMib();
    for (const shape of SHAPES)
      await withRows(place, shape, (rows) => benchShape(place, rows, bareMib));
    await withRows(place, CAPPED, (rows) => benchCapped(place, rows));
  } finally {
    await place.stop();
  }
}

interface Rows {
  readonly rows: readonly HotSegment[];
  readonly warmUp: readonly HotSegment[];
}

async function withRows(
  place: ArchivePlace,
  { count, bytes }: { readonly count: number; readonly bytes: number },
  use: (rows: Rows) => Promise<void>,
): Promise<void> {
  const where = { db: place.db, hot: new FolderStore(place.hotDir) };
  const warmUp = await insertHotSegments(where, { count: SLOTS, bytes: 100_000 });
  const rows = await insertHotSegments(where, { count, bytes });
  await use({ rows, warmUp });
  await place.db.delete(segments);
  for (const { key } of [...rows, ...warmUp]) await where.hot.delete(key);
}

async function benchShape(
  place: ArchivePlace,
  { rows, warmUp }: Rows,
  bareMib: number,
): Promise<void> {
  const run = {
    folder: place.hotDir,
    keys: rows.map(({ key }) => key),
    scratch: place.scratch,
    parallel: SLOTS,
  };
  const figures: Record<'archive' | 'curl --parallel' | 'rclone copy', Figure[]> = {
    archive: [],
    'curl --parallel': [],
    'rclone copy': [],
  };
  const sink = await startTosSink();
  try {
    const worker = await startBenchWorker(place, sink, { rows, warmUp });
    for (let round = 0; round < ROUNDS; round += 1) {
      figures.archive.push(await worker.archive());
      figures['curl --parallel'].push(await curlParallel(sink, run));
      figures['rclone copy'].push(await rcloneCopy(sink, run));
    }
    await worker.stop();
  } finally {
    await sink.stop();
  }
  report({ rows, figures, bareMib });
}

interface Report {
  readonly rows: readonly HotSegment[];
  readonly figures: Readonly<Record<string, readonly Figure[]>>;
  readonly bareMib: number;
}

function report({ rows, figures, bareMib }: Report): void {
  const gigabytes = rows.reduce((sum, row) => sum + row.bytes, 0) / 1e9;
  const seconds = figures['curl --parallel']?.map((each) => each.seconds) ?? [];
  const lines = Object.entries(figures).map(([name, runs]) => {
    // Round by round: what else the machine does weighs on both alike.
    const ratios = runs.map((run, round) => (seconds[round] ?? Number.NaN) / run.seconds);
    const peaks = runs.flatMap(({ peakMib }) => (peakMib === undefined ? [] : [peakMib]));
    return [
      name,
      ((gigabytes * 1e3) / median(runs.map((run) => run.seconds))).toFixed(0),
      `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`,
      (median(runs.map((run) => run.cpuSeconds)) / gigabytes).toFixed(2),
      peaks.length === 0
        ? ''
        : `${median(peaks).toFixed(0)} (+${(median(peaks) - bareMib).toFixed(0)})`,
    ];
  });
  console.log(`archive ${rows.length} × ${(rows[0]?.bytes ?? 0) / 1e6} MB, ${ROUNDS} rounds:`);
  printTable(['', 'MB/s', '× curl', 'CPU s/GB', 'peak MiB (over bare Node)'], lines);
}

async function benchCapped(place: ArchivePlace, { rows, warmUp }: Rows): Promise<void> {
  const sink = await startTosSink();
  try {
    const env = { ARCHIVE_BYTES_PER_SECOND: CAPPED.bytesPerSecond.toFixed(0) };
    const worker = await startBenchWorker(place, sink, { rows, warmUp, env });
    const { seconds, cpuSeconds } = await worker.archive();
    await worker.stop();
    const rate = (CAPPED.count * CAPPED.bytes) / 1e6 / (seconds / 60);
    console.log(
      `archive at ${rate.toFixed(0)} MB a minute: ${((cpuSeconds / seconds) * 100).toFixed(1)} % of a core`,
    );
  } finally {
    await sink.stop();
  }
}
