import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PreparedUpload } from '../scripts/simulated-device/simulated-device.ts';
import { startNginx } from './anchors/start-nginx.ts';
import { type BenchPortal, startBenchPortal } from './lib/bench-portal.ts';
import { type Download, download } from './lib/download.ts';
import { putAll } from './lib/put-all.ts';
import { MIB, median } from './lib/stats.ts';
import { UploadSeries } from './lib/upload-series.ts';

/** What a portal does in its first minute is not what is measured: code and keys are warm then. */
const WARM_UP_ROUNDS = 10;
const SIZES = [
  { mib: 5, rounds: 41, firsts: 21 },
  { mib: 50, rounds: 15, firsts: 7 },
];

/** Decrypted streams: the portal against nginx (plain bytes) and `openssl enc -d` (no network). */
export async function benchPlayback(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'bench-playback-'));
  const nginx = await startNginx(scratch, join(scratch, 'nginx'));
  const portal = await startBenchPortal();
  try {
    const series = await UploadSeries.enrol(portal.url, await portal.enrolmentToken());
    for (const size of SIZES) await benchSize(size, { portal, series, scratch, nginx: nginx.url });
  } finally {
    await Promise.all([nginx.stop(), portal.stop()]);
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Setting {
  readonly portal: BenchPortal;
  readonly series: UploadSeries;
  readonly scratch: string;
  readonly nginx: string;
}

async function benchSize(
  { mib, rounds, firsts }: (typeof SIZES)[number],
  { portal, series, scratch, nginx }: Setting,
): Promise<void> {
  const plain = randomBytes(mib * MIB);
  const body = await series.encrypt(plain);
  const again = await series.next(body);
  await putAll(portal.url, [[again]], body.ciphertext);
  const others: PreparedUpload[] = [];
  for (let count = 0; count < firsts; count++) {
    const other = await series.encrypt(plain);
    const upload = await series.next(other);
    await putAll(portal.url, [[upload]], other.ciphertext);
    others.push(upload);
  }
  await writeFile(join(scratch, `${mib}.plain`), plain);
  await writeFile(join(scratch, `${mib}.cipher`), body.ciphertext);

  const play = async ({ segment }: PreparedUpload) => {
    const { cookieHeader: cookie } = portal.client;
    const played = await download(`${portal.url}/api/playback/segments/${segment}.ts`, { cookie });
    if (played.bytes !== plain.length) throw new Error('the stream has another length');
    return played;
  };
  const send = () => download(`${nginx}/${mib}.plain`);
  await inTurns(
    Array.from({ length: WARM_UP_ROUNDS }, () => again),
    play,
    send,
  );
  const usedBefore = portal.cpuSeconds();
  const told = toldOf(
    mib,
    await inTurns(
      others.map(() => again),
      play,
      send,
    ),
  );
  const cpuMs = ((portal.cpuSeconds() - usedBefore) / rounds) * 1000;
  const first = toldOf(mib, await inTurns(others, play, send));
  const opened: number[] = [];
  for (let round = 0; round < rounds; round++) {
    opened.push(await opensslSeconds(join(scratch, `${mib}.cipher`), body.iv));
  }
  console.log(
    `playback ${mib} MiB: ${told}, ${cpuMs.toFixed(1)} ms of CPU of portal and database; ` +
      `each for the first time ${first}; openssl enc -d ${(mib / median(opened)).toFixed(0)} MiB/s`,
  );
}

function toldOf(mib: number, pairs: readonly Pair[]): string {
  const of = (value: (pair: Pair) => number) => median(pairs.map(value));
  const rate = mib / of(({ played }) => played.seconds);
  const first = of(({ played }) => played.firstByteMs);
  const ratio = of(({ played, sent }) => sent.seconds / played.seconds);
  const sent = mib / of((pair) => pair.sent.seconds);
  const sentFirst = of((pair) => pair.sent.firstByteMs);
  return (
    `${rate.toFixed(0)} MiB/s, first byte ${first.toFixed(1)} ms, ${ratio.toFixed(2)} × ` +
    `nginx sendfile of plain bytes (${sent.toFixed(0)} MiB/s, first byte ${sentFirst.toFixed(1)} ms)`
  );
}

interface Pair {
  readonly played: Download;
  readonly sent: Download;
}

/** Each round compares two downloads of the same moment; they take turns in coming first. */
async function inTurns(
  uploads: readonly PreparedUpload[],
  play: (upload: PreparedUpload) => Promise<Download>,
  send: () => Promise<Download>,
): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  for (const [round, upload] of uploads.entries()) {
    if (round % 2 === 0) pairs.push({ played: await play(upload), sent: await send() });
    else pairs.push({ sent: await send(), played: await play(upload) });
  }
  return pairs;
}

/** The key does not matter to its speed: padding may fail at the end, which is after the work. */
async function opensslSeconds(file: string, iv: string): Promise<number> {
  const key = '0'.repeat(32);
  const started = performance.now();
  const args = [
    'enc',
    '-d',
    '-aes-128-cbc',
    '-K',
    key,
    '-iv',
    iv,
    '-in',
    file,
    '-out',
    '/dev/null',
  ];
  await once(spawn('openssl', args, { stdio: 'ignore' }), 'exit');
  return (performance.now() - started) / 1000;
}
