import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { unwrapKey } from '@workcompanion/core/crypto/wrap-key';
import { sealedPackageKey } from '@workcompanion/core/evidence/sealed-package';
import type { EvidencePackageId } from '@workcompanion/core/ids';
import { readSealed } from '@workcompanion/core/storage/sealed-file';
import { workerFlags } from '../scripts/start/node-flags.ts';
import { type EvidencePlace, furnish } from '../workers/evidence/testing/evidence-fixture.ts';
import type { MortalOptions } from '../workers/evidence/testing/mortal-evidence-package.ts';
import { type ArchivePlace, openArchivePlace } from './lib/archive-place.ts';
import { peakResidentMib } from './lib/process-usage.ts';

const run = promisify(execFile);

const SIZE = { width: 1280, height: 720 };
const DISPLAYS = ['MONITOR-1', 'MONITOR-2'];
const HOURS = 8;
const SEGMENT_SECONDS = 60;
/** With 960 of them a package is larger than 32 bits can tell. */
const SEGMENT_BYTES = 4_800_000;
/** Long ago enough that all of it is over. */
const START_MS = Date.UTC(2026, 9, 1, 8);
const EVIDENCE_PACKAGE = fileURLToPath(
  new URL('../workers/evidence/testing/mortal-evidence-package.ts', import.meta.url),
);
const VERIFIER = fileURLToPath(new URL('../verifier/cli.ts', import.meta.url));
const LOOK_MS = 250;

/** The longest clip there is, in a package of more than 4 GB: time and memory of both its ends. */
export async function benchEvidenceDay(): Promise<void> {
  console.log(`evidence-day: a package of ${HOURS} hours, two displays, a frame a second`);
  const place = await openArchivePlace();
  try {
    const evidence = await furnish(place.db, place.scratch);
    const id = await record(evidence);
    const flags = workerFlags(Number.parseInt(process.versions.node, 10));
    const made = await watched([...flags, EVIDENCE_PACKAGE], {
      MORTAL_EVIDENCE_PACKAGE: JSON.stringify(orderOf(place, evidence)),
    });
    const { state, lastError, bytes } = await evidence.row(id);
    if (state !== 'made') throw new Error(`the package is ${state}: ${lastError}`);
    tell('made', made, bytes ?? 0);
    const file = join(place.scratch, 'package.zip');
    await download(evidence, id, file);
    const verified = await watched([VERIFIER, 'verify', file], {});
    tell(`verified with exit code ${verified.exitCode}`, verified, bytes ?? 0);
  } finally {
    await place.stop();
  }
}

async function record(place: EvidencePlace): Promise<EvidencePackageId> {
  const footage = { plain: await drawn(), frames: SEGMENT_SECONDS, ...SIZE };
  const recorder = await place.enrol();
  await recorder.begin(START_MS - 10_000);
  for (const display of DISPLAYS) {
    const about = { segments: HOURS * 60, segmentSeconds: SEGMENT_SECONDS, footage };
    await recorder.record({ ...about, display, startMs: START_MS });
  }
  const from = START_MS * 1000;
  return place.ask(recorder, { from, to: from + HOURS * 3_600_000_000, displays: DISPLAYS });
}

/** A frame a second, and so much stuffing that it weighs what a segment of a busy screen weighs. */
async function drawn(): Promise<Buffer> {
  const source = `-f lavfi -i testsrc2=size=${SIZE.width}x${SIZE.height}:rate=1 -frames:v ${SEGMENT_SECONDS}`;
  const encode = '-c:v libx264 -preset veryfast -bf 0 -pix_fmt yuv420p -g 600 -sc_threshold 0';
  const { stdout } = await run(
    'ffmpeg',
    `-loglevel error ${source} ${encode} -f mpegts -muxdelay 0 -muxpreload 0 pipe:1`.split(' '),
    { encoding: 'buffer', maxBuffer: 1e9 },
  );
  const stuffing = Buffer.alloc(188, 0xff);
  stuffing.set([0x47, 0x1f, 0xff, 0x10]);
  const packets = Math.ceil((SEGMENT_BYTES - stdout.length) / stuffing.length);
  return Buffer.concat([stdout, ...Array.from({ length: packets }, () => stuffing)]);
}

function orderOf(place: ArchivePlace, { ctx, folder, options }: EvidencePlace): MortalOptions {
  const masterKey = ctx.masterKey.toString('hex');
  return { databaseUrl: place.databaseUrl, folder, masterKey, options, dieAt: 'never' };
}

interface Watched {
  readonly seconds: number;
  readonly peakMib: number;
  readonly exitCode: number | null;
}

/** A program of ours from its start to its end, with the most memory that it had. */
async function watched(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Watched> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exit = once(child, 'exit');
  let peakMib = 0;
  const timer = setInterval(() => {
    if (child.exitCode === null) peakMib = Math.max(peakMib, peakOf(child.pid));
  }, LOOK_MS);
  await exit;
  clearInterval(timer);
  return { seconds: (performance.now() - begun) / 1000, peakMib, exitCode: child.exitCode };
}

function peakOf(pid: number | undefined): number {
  const peak = pid === undefined ? 0 : peakResidentMib(pid);
  return Number.isNaN(peak) ? 0 : peak;
}

/** As somebody has it on a disk of their own. */
async function download({ ctx, row }: EvidencePlace, id: EvidencePackageId, file: string) {
  const { wrappedKey, lease } = await row(id);
  if (wrappedKey === null) throw new Error('it is not made');
  const key = unwrapKey(ctx.masterKey, wrappedKey, id);
  const reader = await readSealed(
    (sealed) => ctx.evidencePackages.read(sealedPackageKey({ id, lease }), sealed),
    key,
  );
  await pipeline(Readable.from(reader.chunks(), { objectMode: false }), createWriteStream(file));
}

function tell(what: string, { seconds, peakMib }: Watched, bytes: number): void {
  console.log(
    `  ${what}: ${(bytes / 1e9).toFixed(2)} GB in ${seconds.toFixed(0)} s, ` +
      `${peakMib.toFixed(0)} MiB at most`,
  );
}
