import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { EncryptedSegment } from '../scripts/simulated-device/encrypted-segment.ts';
import type { PreparedUpload } from '../scripts/simulated-device/simulated-device.ts';
import { type Anchor, startBareServer } from './anchors/start-bare-server.ts';
import { startNginx } from './anchors/start-nginx.ts';
import { type BenchPortal, startBenchPortal } from './lib/bench-portal.ts';
import { cpuSeconds } from './lib/process-usage.ts';
import { type PutRun, putAll } from './lib/put-all.ts';
import { MIB, median } from './lib/stats.ts';
import { UploadSeries } from './lib/upload-series.ts';

interface Shape {
  readonly title: string;
  readonly bytes: number;
  readonly concurrency: number;
  readonly perLane: number;
}

const SHAPES: readonly Shape[] = [
  { title: '300 KB × 16', bytes: 300_000, concurrency: 16, perLane: 40 },
  { title: '50 MB × 1', bytes: 50 * MIB, concurrency: 1, perLane: 8 },
];
const ROUNDS = 5;
/** How long each segment lasts. */
const SECONDS = 5;
/** What a device sends in all rounds has just been recorded. */
const RECORDED_MS = 18 * 60_000;

/** Uploads per second: the portal against a bare Node server and nginx, round-robin. */
export async function benchIngest(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'bench-ingest-'));
  const bare = await startBareServer('bare-ingest.ts', join(scratch, 'bare'));
  const nginx = await startNginx(scratch, join(scratch, 'nginx'));
  const portal = await startBenchPortal();
  try {
    for (const shape of SHAPES) await benchShape(shape, portal, { bare, nginx });
  } finally {
    await Promise.all([bare.stop(), nginx.stop(), portal.stop()]);
    await rm(scratch, { recursive: true, force: true });
  }
}

async function benchShape(
  shape: Shape,
  portal: BenchPortal,
  anchors: { bare: Anchor; nginx: Anchor },
): Promise<void> {
  const token = await portal.enrolmentToken();
  const recordings: UploadSeries[] = [];
  const startMs = Date.now() - RECORDED_MS;
  while (recordings.length < shape.concurrency) {
    recordings.push(
      await UploadSeries.enrol(portal.url, token, { startMs, segmentSeconds: SECONDS }),
    );
  }
  await enrolEarlier(portal);
  const plain = randomBytes(shape.bytes - 16);
  const runs: Record<'portal' | 'bare' | 'nginx', PutRun[]> = { portal: [], bare: [], nginx: [] };
  const cpu = { portal: 0, bare: 0 };
  const database = await DatabaseCost.open(portal);
  for (let round = 0; round < ROUNDS; round++) {
    const [body, lanes] = await prepare(recordings, plain, shape.perLane);
    cpu.bare -= cpuSeconds(anchors.bare.pid);
    runs.bare.push(await putAll(anchors.bare.url, lanes, body.ciphertext));
    cpu.bare += cpuSeconds(anchors.bare.pid);
    runs.nginx.push(await putAll(anchors.nginx.url, lanes, body.ciphertext));
    cpu.portal -= cpuSeconds(portal.webPid);
    await database.during(async () => {
      runs.portal.push(await putAll(portal.url, lanes, body.ciphertext));
    });
    cpu.portal += cpuSeconds(portal.webPid);
  }
  report(shape, runs, cpu);
  console.log(`  ${await database.close(ROUNDS * shape.concurrency * shape.perLane)}`);
}

/** What PostgreSQL spends on uploads. */
class DatabaseCost {
  readonly #portal: BenchPortal;
  readonly #client: Client;
  readonly #spent = { seconds: 0, commits: 0, wal: 0 };

  private constructor(portal: BenchPortal, client: Client) {
    this.#portal = portal;
    this.#client = client;
  }

  static async open(portal: BenchPortal): Promise<DatabaseCost> {
    const client = new Client({ connectionString: portal.databaseUrl });
    await client.connect();
    return new DatabaseCost(portal, client);
  }

  async during(work: () => Promise<void>): Promise<void> {
    const before = await this.#read();
    await work();
    const after = await this.#read();
    this.#spent.seconds += after.seconds - before.seconds;
    this.#spent.commits += after.commits - before.commits;
    this.#spent.wal += after.wal - before.wal;
  }

  async close(uploads: number): Promise<string> {
    await this.#client.end();
    const { seconds, commits, wal } = this.#spent;
    return (
      `PostgreSQL: ${((seconds / uploads) * 1000).toFixed(2)} ms CPU, ` +
      `${(commits / uploads).toFixed(2)} commits, ${(wal / uploads).toFixed(0)} bytes of WAL each`
    );
  }

  async #read() {
    // Backends tell what they did a second later at most.
    await sleep(STATISTICS_LAG_MS);
    const { rows } = await this.#client.query<{ commits: string; wal: string }>(COUNTERS);
    return {
      seconds: this.#portal.cpuSeconds() - cpuSeconds(this.#portal.webPid),
      commits: Number(rows[0]?.commits),
      wal: Number(rows[0]?.wal),
    };
  }
}

const STATISTICS_LAG_MS = 1_200;

const COUNTERS = `
  select (select xact_commit from pg_stat_database where datname = current_database()) as commits,
    pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as wal`;

/** Else the portal would note of each segment that it tells of the time before. */
async function enrolEarlier({ databaseUrl }: BenchPortal): Promise<void> {
  const owner = new Client({ connectionString: databaseUrl });
  await owner.connect();
  await owner.query(`update devices set enrolled_at = enrolled_at - interval '2 days'`);
  await owner.end();
}

/** One ciphertext for all: the server checks digests and key ids, not what the key opens. */
async function prepare(
  recordings: readonly UploadSeries[],
  plain: Buffer,
  perLane: number,
): Promise<[EncryptedSegment, PreparedUpload[][]]> {
  const [first] = recordings;
  if (!first) throw new Error('no device');
  const body = await first.encrypt(plain);
  const lanes = await Promise.all(
    recordings.map(async (series) => {
      const uploads: PreparedUpload[] = [];
      while (uploads.length < perLane) uploads.push(await series.next(body));
      return uploads;
    }),
  );
  return [body, lanes];
}

function report(
  shape: Shape,
  runs: Record<string, PutRun[]>,
  cpu: { portal: number; bare: number },
): void {
  const uploads = ROUNDS * shape.concurrency * shape.perLane;
  const milliseconds = (seconds: number) => ((seconds / uploads) * 1000).toFixed(2);
  const rate = (name: string) =>
    median((runs[name] ?? []).map(({ requestsPerSecond }) => requestsPerSecond));
  const [portal, bare, nginx] = [rate('portal'), rate('bare'), rate('nginx')];
  const mib = (requests: number) => ((requests * shape.bytes) / MIB).toFixed(0);
  console.log(
    `ingest ${shape.title}: portal ${portal.toFixed(1)}/s (${mib(portal)} MiB/s, ` +
      `${milliseconds(cpu.portal)} ms CPU each); ${(portal / bare).toFixed(2)} × bare Node ` +
      `(${bare.toFixed(1)}/s, ${milliseconds(cpu.bare)} ms), ${(portal / nginx).toFixed(2)} × nginx dav (${nginx.toFixed(1)}/s, no digests, no fsync)`,
  );
}
