import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PreparedUpload } from '../scripts/simulated-device/simulated-device.ts';
import { startBareServer } from './anchors/start-bare-server.ts';
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

/**
 * Decrypted streams: the portal against nginx (plain bytes), a bare Node server (hash, decryption) and
 * `openssl enc -d` (no network).
 */
export async function benchPlayback(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'bench-playback-'));
  const nginx = await startNginx(scratch, join(scratch, 'nginx'));
  const bare = await startBareServer('bare-playback.ts');
  const portal = await startBenchPortal();
  try {
    const series = await UploadSeries.enrol(portal.url, await portal.enrolmentToken());
    const setting = { portal, series, scratch, nginx: nginx.url, bare: bare.url };
    for (const size of SIZES) await benchSize(size, setting);
  } finally {
    await Promise.all([nginx.stop(), bare.stop(), portal.stop()]);
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Setting {
  readonly portal: BenchPortal;
  readonly series: UploadSeries;
  readonly scratch: string;
  readonly nginx: string;
  readonly bare: string;
}

async function benchSize(
  { mib, rounds, firsts }: (typeof SIZES)[number],
  { portal, series, scratch, nginx, bare }: Setting,
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
  const ways: Ways = {
    play,
    send: () => download(`${nginx}/${mib}.plain`),
    decrypt: () => {
      const from = join(scratch, `${mib}.cipher`);
      return download(`${bare}/?from=${from}&bytes=${body.ciphertext.length}`);
    },
  };
  const times = (count: number) => Array.from({ length: count }, () => again);
  await inTurns(times(WARM_UP_ROUNDS), ways);
  const usedBefore = portal.cpuSeconds();
  const told = toldOf(mib, await inTurns(times(rounds), ways));
  const cpuMs = ((portal.cpuSeconds() - usedBefore) / rounds) * 1000;
  const first = toldOf(mib, await inTurns(others, ways));
  const opened: number[] = [];
  for (let round = 0; round < rounds; round++) {
    opened.push(await opensslSeconds(join(scratch, `${mib}.cipher`), body.iv));
  }
  console.log(
    `playback ${mib} MiB: ${told}, ${cpuMs.toFixed(1)} ms of CPU of portal and database; ` +
      `each for the first time ${first}; openssl enc -d ${(mib / median(opened)).toFixed(0)} MiB/s`,
  );
}

function toldOf(mib: number, turns: readonly Turn[]): string {
  const rate = (runs: readonly Download[]) => mib / median(runs.map(({ seconds }) => seconds));
  const told = (runs: readonly Download[]) =>
    `${rate(runs).toFixed(0)} MiB/s, first byte ${median(runs.map(({ firstByteMs }) => firstByteMs)).toFixed(1)} ms`;
  const ratio = (other: (turn: Turn) => Download) =>
    median(turns.map((turn) => other(turn).seconds / turn.played.seconds)).toFixed(2);
  return (
    `${told(turns.map(({ played }) => played))}, ` +
    `${ratio(({ sent }) => sent)} × nginx sendfile of plain bytes (${told(turns.map(({ sent }) => sent))}), ` +
    `${ratio(({ decrypted }) => decrypted)} × bare Node (${told(turns.map(({ decrypted }) => decrypted))})`
  );
}

/** The portal, nginx and bare Node. */
interface Ways {
  readonly play: (upload: PreparedUpload) => Promise<Download>;
  readonly send: () => Promise<Download>;
  readonly decrypt: () => Promise<Download>;
}

interface Turn {
  readonly played: Download;
  readonly sent: Download;
  readonly decrypted: Download;
}

/** Each round compares downloads of the same moment; they take turns in coming first. */
async function inTurns(uploads: readonly PreparedUpload[], ways: Ways): Promise<readonly Turn[]> {
  const turns: Turn[] = [];
  for (const [round, upload] of uploads.entries()) {
    const first = round % 2 === 0 ? await ways.play(upload) : null;
    const sent = await ways.send();
    const decrypted = await ways.decrypt();
    turns.push({ played: first ?? (await ways.play(upload)), sent, decrypted });
  }
  return turns;
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
