import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import { objectStoreIn } from '@workcompanion/core/storage/testing/object-store-in';
import { encoderOptions } from '../recorder/src/core/ffmpeg/encoder.ts';
import { startVirtualScreen } from '../scripts/virtual-screen/start-virtual-screen.ts';
import { claimEvidencePackage } from '../workers/evidence/claim-evidence-package.ts';
import { openEvidencePackagePool } from '../workers/evidence/evidence-package-pool.ts';
import { runEvidencePackage } from '../workers/evidence/run-evidence-package.ts';
import { type EvidencePlace, furnish } from '../workers/evidence/testing/evidence-fixture.ts';
import { openArchivePlace } from './lib/archive-place.ts';
import { heldOpen } from './lib/held-open.ts';
import { cpuSeconds, endedChildrenCpuSeconds } from './lib/process-usage.ts';

const run = promisify(execFile);

const SIZE = { width: 1920, height: 1080 };
const MINUTES = 10;
const SEGMENT_SECONDS = 60;
const DISPLAYS = ['MONITOR-1', 'MONITOR-2'];
/** Long ago enough that all of it is over. */
const START_MS = Date.UTC(2026, 9, 1, 8);

/**
 * A package of ten minutes of two displays, with the native videos alone and with those that have a clock: its
 * time against its length, and against a plain copy.
 */
export async function benchEvidence(): Promise<void> {
  console.log(`evidence: a package of ${MINUTES} minutes, two displays of 1080p office work`);
  for (const framesPerSecond of [5, 10]) {
    const place = await openArchivePlace();
    try {
      const plain = await recordOffice(framesPerSecond);
      const evidence = await furnish(place.db, place.scratch);
      const copied = await copySeconds(plain);
      const recorder = await recordDisplays(evidence, { plain, framesPerSecond });
      for (const clockVideos of [false, true]) {
        const made = await exportSeconds(evidence, { recorder, clockVideos, ...place });
        tell({ framesPerSecond, clockVideos, ...made, copied });
      }
    } finally {
      await place.stop();
    }
  }
}

/** A segment as the recorder makes it, of a screen that is really there. */
async function recordOffice(framesPerSecond: number): Promise<Buffer> {
  const screen = await heldOpen(
    startVirtualScreen({ ...SIZE, monitors: 1, terminal: true, page: 'office' }),
  );
  try {
    const capture = CapturePolicy.parse({ framesPerSecond, segmentSeconds: SEGMENT_SECONDS });
    const { stdout } = await run(
      'ffmpeg',
      [
        ...`-loglevel error -f x11grab -framerate ${framesPerSecond} -t ${SEGMENT_SECONDS}`.split(
          ' ',
        ),
        ...`-video_size ${SIZE.width}x${SIZE.height} -i ${screen.display}`.split(' '),
        ...encoderOptions(capture),
        ...'-f mpegts -muxdelay 0 -muxpreload 0 pipe:1'.split(' '),
      ],
      { encoding: 'buffer', maxBuffer: 1e9 },
    );
    return stdout;
  } finally {
    await screen.stop();
  }
}

/** What no package can beat: the same footage of both displays, decrypted already, copied into MP4. */
async function copySeconds(plain: Buffer): Promise<number> {
  const begun = performance.now();
  for (const _ of DISPLAYS) {
    const args =
      '-loglevel error -y -f mpegts -i pipe:0 -c copy -f mp4 -movflags +frag_keyframe+empty_moov pipe:1';
    const child = spawn('ffmpeg', args.split(' '), { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdout.resume();
    const closed = once(child, 'close');
    for (let minute = 0; minute < MINUTES; minute += 1) {
      if (!child.stdin.write(plain)) await once(child.stdin, 'drain');
    }
    child.stdin.end();
    await closed;
  }
  return (performance.now() - begun) / 1000;
}

type Recorder = Awaited<ReturnType<EvidencePlace['enrol']>>;

async function recordDisplays(
  place: EvidencePlace,
  { plain, framesPerSecond }: { readonly plain: Buffer; readonly framesPerSecond: number },
): Promise<Recorder> {
  const recorder = await place.enrol();
  await recorder.begin(START_MS - 10_000);
  for (const display of DISPLAYS) {
    const drawn = { plain, frames: SEGMENT_SECONDS * framesPerSecond, ...SIZE };
    const about = { segments: MINUTES + 1, segmentSeconds: SEGMENT_SECONDS, footage: drawn };
    await recorder.record({ ...about, display, startMs: START_MS });
  }
  return recorder;
}

interface Wish {
  readonly recorder: Recorder;
  readonly clockVideos: boolean;
  readonly databaseUrl: string;
}

async function exportSeconds(place: EvidencePlace, { recorder, clockVideos, databaseUrl }: Wish) {
  const { ctx, options, folder } = place;
  const pool = openEvidencePackagePool({
    databaseUrl,
    options,
    masterKey: ctx.masterKey,
    hotStore: { folder: join(folder, 'hot'), bucket: null },
    objectStore: objectStoreIn(folder),
    store: { kind: 'folder', root: join(folder, 'archive') },
  });
  // From the middle of a segment, as anybody's clip.
  const from = START_MS * 1000 + 7_300_000;
  const to = from + MINUTES * 60_000_000;
  const id = await place.ask(recorder, { from, to, displays: DISPLAYS, clockVideos });
  const steps = new Map<string, number>();
  const loop = monitorEventLoopDelay({ resolution: 5 });
  const cpuBefore = usage();
  const begun = performance.now();
  const claimed = await claimEvidencePackage(ctx, options.leaseMs);
  loop.enable();
  if (!claimed) throw new Error('nothing to claim');
  const outcome = await runEvidencePackage(ctx, claimed, {
    ...options,
    make: pool.make,
    stopping: ctx.stopping,
    onBeat: ({ step }) => void steps.set(step, (performance.now() - begun) / 1000),
  });
  const seconds = (performance.now() - begun) / 1000;
  loop.disable();
  await pool.close();
  const { lastError, bytes } = await place.row(id);
  if (outcome !== 'made') throw new Error(`the package is ${outcome}: ${lastError}`);
  return {
    seconds,
    cpu: usage() - cpuBefore,
    bytes: bytes ?? 0,
    videosUntil: steps.get('videos') ?? 0,
    loopMs: loop.max / 1e6,
  };
}

/** This process and the ffmpegs that have ended, s. */
function usage(): number {
  return cpuSeconds(process.pid) + endedChildrenCpuSeconds();
}

interface Measured {
  readonly framesPerSecond: number;
  readonly clockVideos: boolean;
  readonly seconds: number;
  readonly cpu: number;
  readonly bytes: number;
  readonly videosUntil: number;
  /** The longest that the process's own loop waited meanwhile. */
  readonly loopMs: number;
  readonly copied: number;
}

function tell({
  framesPerSecond,
  clockVideos,
  seconds,
  cpu,
  bytes,
  videosUntil,
  loopMs,
  copied,
}: Measured) {
  const length = MINUTES * 60;
  console.log(
    `  ${framesPerSecond} fps, ${clockVideos ? 'with clock videos' : 'native videos alone'}: ${seconds.toFixed(1)} s, ${((seconds / length) * 100).toFixed(0)} % of its length ` +
      `(videos until ${videosUntil.toFixed(0)} s); ${cpu.toFixed(0)} s CPU; ${(bytes / 1e6).toFixed(1)} MB; ` +
      `${(seconds / copied).toFixed(0)} × ffmpeg -c copy of both (${copied.toFixed(2)} s); ` +
      `the worker's loop waited ${loopMs.toFixed(0)} ms at most`,
  );
}
