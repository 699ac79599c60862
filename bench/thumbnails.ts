import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { FolderHotStore } from '@workcompanion/core/storage/hot/folder-hot-store';
import { thumbnailPacks } from '@workcompanion/db/schema/thumbnail-packs';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import type { WorkerContext } from '../workers/job.ts';
import { ThumbnailClaims } from '../workers/thumbnails/claim-thumbnails.ts';
import { makeBatch } from '../workers/thumbnails/make-batch.ts';
import { makeStrips } from '../workers/thumbnails/make-strips.ts';
import { insertRecording } from '../workers/thumbnails/testing/insert-recording.ts';
import { insertSegments } from '../workers/thumbnails/testing/insert-segments.ts';
import { type ArchivePlace, openArchivePlace } from './lib/archive-place.ts';
import { cpuSeconds, endedChildrenCpuSeconds } from './lib/process-usage.ts';
import { median } from './lib/stats.ts';

const run = promisify(execFile);

/** As at noon: each display brings a segment a minute, so that a batch touches as many packs. */
const DISPLAYS = 32;
const MINUTES = 20;
const UPLOADS_A_SECOND = 120;
const OPTIONS = { ffmpeg: 'ffmpeg', processes: 1, leaseMs: 300_000, mode: 'all' } as const;
const HOUR = 3_600_000_000;

/** Thumbnails of 1080p office screens, from the queue to the pack: CPU, rate and bytes. */
export async function benchThumbnails(): Promise<void> {
  const place = await openArchivePlace();
  try {
    const ctx = contextOf(place);
    const segments = await fill(ctx, place.scratch);
    const before = usage();
    const seconds: number[] = [];
    const claims = new ThumbnailClaims();
    let thumbnails = 0;
    for (;;) {
      const started = performance.now();
      const batch = await makeBatch(ctx, OPTIONS, claims);
      if (batch.claimed === 0) break;
      thumbnails += batch.thumbnails;
      seconds.push((performance.now() - started) / 1000 / batch.claimed);
    }
    const cpu = usage() - before;
    if (thumbnails !== segments)
      throw new Error(`${thumbnails} thumbnails of ${segments} segments`);
    const each = cpu / thumbnails;
    const rate = (1 / each).toFixed(0);
    const lane = (1 / median(seconds)).toFixed(0);
    const cores = (each * UPLOADS_A_SECOND).toFixed(1);
    console.log(`thumbnails of ${thumbnails} segments of a 1080p page, ${DISPLAYS} displays:`);
    console.log(`  ${(each * 1000).toFixed(1)} ms CPU each: ${rate} a second and core`);
    console.log(`  one ffmpeg at a time: ${lane} a second by the clock`);
    console.log(
      `  at ${UPLOADS_A_SECOND} uploads a second: ${cores} cores, without PostgreSQL's share`,
    );
    await reportBytes(ctx, thumbnails);
    await benchStrips(ctx);
  } finally {
    await place.stop();
  }
}

function contextOf({ db, hotDir, scratch }: ArchivePlace): WorkerContext {
  return {
    db,
    now: () => Date.now() * 1000,
    log: pino({ level: 'silent' }),
    stopping: new AbortController().signal,
    hot: new FolderHotStore(hotDir),
    thumbnails: new FolderStore(join(scratch, 'thumbnails')),
    evidencePackages: new FolderStore(join(scratch, 'evidence-packages')),
    journal: new FolderStore(join(scratch, 'journal')),
    archive: null,
    masterKey: Buffer.alloc(32, 7),
  };
}

async function fill(ctx: WorkerContext, scratch: string): Promise<number> {
  const plain = await officeSegment(scratch);
  const startsAt = Math.floor(ctx.now() / HOUR) * HOUR - 2 * HOUR;
  for (let display = 0; display < DISPLAYS; display += 1) {
    const recording = await insertRecording(ctx, 'HDMI-1');
    for (let minute = 0; minute < MINUTES; minute += 1) {
      // With a segment between that is not there: else all would be known to show the same.
      const at = { startsAt: startsAt + (minute * HOUR) / 60, firstSequence: 2 * minute };
      await insertSegments(ctx, recording, { plain: [plain], ...at });
    }
  }
  return DISPLAYS * MINUTES;
}

/** A page of text, as the recorder encodes it. */
async function officeSegment(scratch: string): Promise<Buffer> {
  const lines = Array.from(
    { length: 60 },
    (_, n) => `<tr><td>${n * 37}<td>Invoice ${n * 911} of the ${n % 28}th<td>${(n * 7919) % 9973}`,
  );
  const page = join(scratch, 'office.html');
  const thumbnail = join(scratch, 'office.png');
  await writeFile(page, `<body style="font:14px Arial"><table>${lines.join('')}</table>`);
  const size = ['--hide-scrollbars', '--window-size=1920,1080'];
  await run('chromium', [
    ...['--headless', '--no-sandbox', '--disable-gpu', ...size],
    ...[`--screenshot=${thumbnail}`, `file://${page}`],
  ]);
  const encoder =
    '-c:v libx264 -preset veryfast -crf 28 -pix_fmt yuv420p -bf 0 -g 300 -sc_threshold 0';
  const { stdout } = await run(
    'ffmpeg',
    [
      ...['-loglevel', 'error', '-loop', '1', '-framerate', '5', '-t', '20', '-i', thumbnail],
      ...`${encoder} -f mpegts pipe:1`.split(' '),
    ],
    { encoding: 'buffer', maxBuffer: 1e8 },
  );
  return stdout;
}

/** This process and the ffmpegs that have ended, s. */
function usage(): number {
  return cpuSeconds(process.pid) + endedChildrenCpuSeconds();
}

async function reportBytes(ctx: WorkerContext, thumbnails: number): Promise<void> {
  const { rows } = await ctx.db.execute<{ files: string; rows: string }>(
    sql`select sum(size) as files, sum(pg_column_size(p)) as rows from ${thumbnailPacks} p`,
  );
  const per = (total: string | undefined) => (Number(total) / thumbnails).toFixed(0);
  console.log(
    `  ${per(rows[0]?.files)} bytes each in the packs, ${per(rows[0]?.rows)} in their rows`,
  );
}

async function benchStrips(ctx: WorkerContext): Promise<void> {
  const before = usage();
  const later = { ...ctx, now: () => ctx.now() + HOUR };
  const strips = await makeStrips(later, OPTIONS.ffmpeg);
  const cpu = (usage() - before) / strips;
  const { rows } = await ctx.db.execute<{ bytes: string }>(
    sql`select avg(strip_size) as bytes from ${thumbnailPacks}`,
  );
  const kilobytes = (Number(rows[0]?.bytes) / 1000).toFixed(0);
  console.log(`  a strip of 20: ${kilobytes} KB, ${(cpu * 1000).toFixed(0)} ms CPU`);
}
