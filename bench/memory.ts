import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBenchPortal } from './lib/bench-portal.ts';
import { download } from './lib/download.ts';
import { residentMib } from './lib/process-usage.ts';
import { putAll } from './lib/put-all.ts';
import { MIB } from './lib/stats.ts';
import { UploadSeries } from './lib/upload-series.ts';

const CLIENTS = 20;
const BODY_BYTES = 50 * MIB;
/** Every fourth player reads this slowly, as over a poor line. */
const SLOW_BYTES_PER_SECOND = 4 * MIB;

/** How far the portal's memory grows while 20 clients upload and 20 play 50 MiB segments. */
export async function benchMemory(): Promise<void> {
  const portal = await startBenchPortal();
  try {
    const token = await portal.enrolmentToken();
    const recordings = await Promise.all(
      Array.from({ length: CLIENTS }, () => UploadSeries.enrol(portal.url, token)),
    );
    const [first] = recordings;
    if (!first) throw new Error('no device');
    const body = await first.encrypt(randomBytes(BODY_BYTES));
    const send = async () => {
      const lanes = await Promise.all(recordings.map(async (series) => [await series.next(body)]));
      await putAll(portal.url, lanes, body.ciphertext);
      return lanes.flat();
    };
    const [stored] = await send();
    const url = `${portal.url}/api/playback/segments/${stored?.segment}.ts`;
    const headers = { cookie: portal.client.cookieHeader };
    await download(url, headers);
    const base = residentMib(portal.webPid);

    let peak = base;
    const watch = setInterval(() => {
      peak = Math.max(peak, residentMib(portal.webPid));
    }, 50);
    const players = Array.from({ length: CLIENTS }, (_, index) =>
      index % 4 === 0 ? downloadSlowly(url, headers) : download(url, headers),
    );
    await Promise.all([...players, send()]);
    clearInterval(watch);
    console.log(
      `memory: portal ${base.toFixed(0)} MiB after a first round, peak ${peak.toFixed(0)} MiB ` +
        `(+${(peak - base).toFixed(0)}) while ${CLIENTS} clients upload and ${CLIENTS} play 50 MiB`,
    );
  } finally {
    await portal.stop();
  }
}

function downloadSlowly(url: string, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { headers }, async (response) => {
      try {
        for await (const chunk of response) {
          await sleep((chunk.length / SLOW_BYTES_PER_SECOND) * 1000);
        }
        resolve();
      } catch (error) {
        reject(error);
      }
    });
    outgoing.once('error', reject);
    outgoing.end();
  });
}
