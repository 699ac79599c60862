import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { RecorderLife } from './check/books.ts';
import { type ChaosVerdict, checkBooks } from './check/check-books.ts';
import { readBooks } from './check/read-books.ts';
import { readRecorderFolder } from './check/read-recorder-folder.ts';
import { type Proof, proveCheck } from './prove-check.ts';
import type { Strike } from './schedule/inflict.ts';
import { planFaults } from './schedule/plan-faults.ts';
import { ChaosStage, type Failure } from './stage/stage.ts';
import type { StagedRecorder } from './stage/staged-recorder.ts';
import { until } from './stage/until.ts';

/** Beyond the longest back-off of a recorder (1 min) and of the archive (15 min for one segment). */
const SENT_WITHIN_MS = 4 * 60_000;
const ARCHIVED_WITHIN_MS = 18 * 60_000;
const RECORDS_WITHIN_MS = 60_000;

export interface ChaosWish {
  readonly seed: string;
  readonly minutes: number;
  readonly recorders: number;
  /** Between two faults, on average. */
  readonly everyMs: number;
  readonly keep: boolean;
  readonly report: (line: string) => void;
}

export interface InflictedFault {
  readonly name: string;
  /** Null: there was nothing to strike. */
  readonly strike: Strike | null;
}

export interface ChaosResult {
  readonly wish: ChaosWish;
  readonly faults: readonly InflictedFault[];
  readonly failures: readonly Failure[];
  readonly canFill: boolean;
  readonly verdict: ChaosVerdict;
  /** What was broken on purpose afterwards, and whether the check has seen it. */
  readonly proofs: readonly Proof[];
  /** Nothing is wrong, and the check would have seen it. */
  readonly holds: boolean;
  /** The machine's load over a minute, at the end of the faults. */
  readonly load: number;
  /** Where everything is kept; null: it was deleted. */
  readonly folder: string | null;
}

/** The whole run: faults by a plan, calm, the check, and the check of the check. */
export async function runChaos(wish: ChaosWish): Promise<ChaosResult> {
  const folder = await mkdtemp(join(tmpdir(), 'workcompanion-chaos-'));
  const began = Date.now();
  const report = (line: string) => {
    const at = new Date(Date.now() - began).toISOString().slice(11, 19);
    wish.report(`${at}  ${line}`);
    void appendFile(join(folder, 'run.log'), `${new Date().toISOString()}  ${line}\n`);
  };
  report(`everything is in ${folder}`);
  const stage = await ChaosStage.open({ folder, recorders: wish.recorders, report });
  closeOnSignal(stage);
  let keep = true;
  try {
    const { canFill, failures } = stage;
    if (!canFill) report('disks are not filled: only root can mount small ones');
    const faults = await inflictAll(stage, wish, report);
    const [load = 0] = loadavg();
    const { verdict, proofs } = await judge(stage, folder, report);
    const holds = verdict.findings.length === 0 && proofs.every(({ isSeen }) => isSeen);
    keep = wish.keep || !holds;
    const result = { wish, faults, failures, canFill, verdict, proofs, holds, load };
    await writeFile(join(folder, 'verdict.json'), JSON.stringify(result, null, 2));
    return { ...result, folder: keep ? folder : null };
  } finally {
    await stage.close(keep);
    if (!keep) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Each fault at its time; one that holds longer is not waited for. Two portals from half-time on. */
async function inflictAll(
  stage: ChaosStage,
  { seed, minutes, everyMs }: ChaosWish,
  report: (line: string) => void,
): Promise<InflictedFault[]> {
  const forMs = minutes * 60_000;
  const planned = planFaults({ seed, forMs, everyMs, canFill: stage.canFill });
  report(`${planned.length} faults in ${minutes} minutes, seed ${seed}`);
  await stage.server.archive.misbehave();
  const began = performance.now();
  const inflicted: Promise<InflictedFault>[] = [];
  let isSecondStarted = false;
  for (const plan of planned) {
    if (!isSecondStarted && plan.atMs > forMs / 2) {
      report('from here on two portals, each with its workers');
      stage.startSecondPortal();
      isSecondStarted = true;
    }
    await sleep(Math.max(0, began + plan.atMs - performance.now()));
    report(`${plan.fault.name} (${(plan.lastsMs / 1000).toFixed(1)} s)`);
    const struck = plan.fault.inflict(stage, plan).catch((error: unknown) => {
      report(`${plan.fault.name} went wrong: ${error}`);
      return null;
    });
    inflicted.push(struck.then((strike) => ({ name: plan.fault.name, strike })));
  }
  await sleep(Math.max(0, began + forMs - performance.now()));
  return Promise.all(inflicted);
}

/** By the database itself, not by the line that is cut. */
async function judge(stage: ChaosStage, folder: string, report: (line: string) => void) {
  const client = await connected(stage.server.postgres.ownerUrl);
  try {
    await calmDown({ stage, client, report });
    const run = { lives: livesOf(stage), end: Date.now() * 1000 };
    const places = placesOf(stage, client);
    report('checking');
    const verdict = checkBooks(await readBooks(places), run);
    report('breaking it on purpose, to see whether the check sees it');
    const scratch = join(folder, 'broken');
    return { verdict, proofs: await proveCheck({ places, run, verdict, scratch }) };
  } finally {
    await client.end();
  }
}

/** Small disks stay mounted otherwise, and PostgreSQL runs on. */
function closeOnSignal(stage: ChaosStage): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void stage.close(true).finally(() => process.exit(1)));
  }
}

function livesOf({ recorders }: ChaosStage): RecorderLife[] {
  return recorders.flatMap(({ process }) =>
    process.lives.map(({ startedAt, killedAt }) => ({
      name: process.name,
      startedAt: startedAt * 1000,
      killedAt: killedAt === null ? null : killedAt * 1000,
    })),
  );
}

function placesOf({ server, recorders }: ChaosStage, client: Client) {
  return {
    recorders: recorders.map(({ process, folder }) => ({ name: process.name, folder })),
    client,
    hotDir: server.hotDir,
    archiveUrl: server.archive.url,
  };
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {}); // the query in flight rejects, and says why
  await client.connect();
  await client.query("set timezone = 'UTC'");
  return client;
}

interface CalmNeeds {
  readonly stage: ChaosStage;
  readonly client: Client;
  readonly report: (line: string) => void;
}

/**
 * After the last fault: everything runs and records again, then recorders rest until all is sent and
 * end in order, and the archive gets the last segment. What is not done in time, the check will name.
 */
async function calmDown({ stage, client, report }: CalmNeeds): Promise<void> {
  await stage.server.archive.behave();
  report('no more faults: waiting until everything records again');
  for (const recorder of stage.recorders) {
    await recorder.resume();
    if (await until(() => recorder.isRecording(), RECORDS_WITHIN_MS)) continue;
    report(`${recorder.process.name} does not record`);
  }
  report('waiting until the recorders have sent everything');
  for (const recorder of stage.recorders) await recorder.pause();
  const sent = () => stage.recorders.every((recorder) => waiting(recorder) === 0);
  if (!(await until(sent, SENT_WITHIN_MS))) report('the recorders have not sent everything');
  for (const { process } of stage.recorders) await process.stop();

  report('waiting until everything is archived');
  const archived = async () => (await waitingForArchive(client)) === 0;
  if (!(await until(archived, ARCHIVED_WITHIN_MS))) report('not everything is archived');
  await stage.stopWriters();
}

function waiting({ process, folder }: StagedRecorder): number {
  const { journal } = readRecorderFolder(process.name, folder);
  return journal.filter(({ receipt }) => receipt === null).length;
}

async function waitingForArchive(client: Client): Promise<number> {
  const { rows } = await client.query(
    `select count(*)::int as count from segments where state not in ('archived', 'cold')`,
  );
  return rows[0]?.count ?? 0;
}
