import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNginx } from './anchors/start-nginx.ts';
import { BenchDevice } from './lib/bench-device.ts';
import { type BenchPortal, startBenchPortal } from './lib/bench-portal.ts';
import { type Download, download } from './lib/download.ts';
import { putAll } from './lib/put-all.ts';
import { MIB, median } from './lib/stats.ts';

const ROUNDS = 15;

/** Decrypted streams: the portal against nginx (plain bytes) and `openssl enc -d` (no network). */
export async function benchPlayback(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'bench-playback-'));
  const nginx = await startNginx(scratch, join(scratch, 'nginx'));
  const portal = await startBenchPortal();
  try {
    const device = await BenchDevice.enrol(portal.url, await portal.enrolmentToken());
    for (const mib of [5, 50]) await benchSize(mib, { portal, device, scratch, nginx: nginx.url });
  } finally {
    await Promise.all([nginx.stop(), portal.stop()]);
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Setting {
  readonly portal: BenchPortal;
  readonly device: BenchDevice;
  readonly scratch: string;
  readonly nginx: string;
}

async function benchSize(mib: number, { portal, device, scratch, nginx }: Setting): Promise<void> {
  const plain = randomBytes(mib * MIB);
  const body = device.encrypt(plain);
  const upload = await device.nextUpload(body);
  await putAll(portal.url, [[upload]], body.ciphertext);
  await writeFile(join(scratch, `${mib}.plain`), plain);
  await writeFile(join(scratch, `${mib}.cipher`), body.ciphertext);

  const url = `${portal.url}/api/playback/segments/${upload.segment}.ts`;
  const cookie = { cookie: portal.client.cookieHeader };
  const [played, sent, opened]: [Download[], Download[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    played.push(await download(url, cookie));
    sent.push(await download(`${nginx}/${mib}.plain`));
    opened.push(await opensslSeconds(join(scratch, `${mib}.cipher`), body.iv));
  }
  if (played[0]?.bytes !== plain.length) throw new Error('the stream has another length');
  const rate = (runs: readonly Download[]) => mib / median(runs.map(({ seconds }) => seconds));
  const first = median(played.map(({ firstByteMs }) => firstByteMs));
  console.log(
    `playback ${mib} MiB: portal ${rate(played).toFixed(0)} MiB/s, first byte ${first.toFixed(1)} ms; ` +
      `${(rate(played) / rate(sent)).toFixed(2)} × nginx sendfile of plain bytes (${rate(sent).toFixed(0)} MiB/s), ` +
      `${((rate(played) * median(opened)) / mib).toFixed(2)} × openssl enc -d (${(mib / median(opened)).toFixed(0)} MiB/s)`,
  );
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
