import type { PressureLevel } from '@workcompanion/core/fleet/pressure-level';
import type { StoreName } from '@workcompanion/core/fleet/store-name';
import { isScheduled, nextChange } from '@workcompanion/core/schedule/weekly-schedule';
import { type DailyWindow, windowSchedule } from '@workcompanion/core/schedule/window-schedule';
import type { Db } from '@workcompanion/db/client';
import { WORKERS_SILENT_AFTER } from '@workcompanion/db/health/look-at-database';
import { archiveRuns } from '@workcompanion/db/schema/archive-runs';
import { storageSamples } from '@workcompanion/db/schema/storage-samples';
import { workerProcesses } from '@workcompanion/db/schema/worker-processes';
import { allMarkers, type StoreMarkers } from '@workcompanion/db/stores/open-markers';
import { readPressures, type StorePressure } from '@workcompanion/db/stores/store-pressure';
import { desc, gte } from 'drizzle-orm';
import type {
  ArchiveAlarm,
  ArchiveProgress,
  ArchiveState,
  ArchiveStatus,
} from '../../contract/archive.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** More worker processes than anybody starts, and the run before. */
const RECENT_RUNS = 50;

type ArchiveRun = typeof archiveRuns.$inferSelect;
type WorkerProcess = typeof workerProcesses.$inferSelect;

interface ArchiveFacts {
  /** UTC µs. */
  readonly now: number;
  readonly isOff: boolean;
  /** That live, and runs that go on. */
  readonly workers: readonly WorkerProcess[];
  readonly runs: readonly ArchiveRun[];
}

/** By severity: what one of several workers meets, the others will too. */
const RUN_STATES = ['refused', 'paused', 'archiving', 'waiting'] as const;

const SECOND = 1_000_000;

const STORE_ALARMS = {
  hot: 'hot-store-missing',
  archive: 'archive-store-missing',
  thumbnails: 'thumbnails-store-missing',
  'evidence-packages': 'evidence-packages-store-missing',
  journal: 'journal-store-missing',
} as const satisfies Record<StoreName, ArchiveAlarm>;

interface AlarmFacts {
  readonly state: ArchiveState;
  readonly level: PressureLevel | null;
  readonly seen: readonly StorePressure[];
  readonly quarantined: number;
  /** That are not there, or not ours. */
  readonly missingStores: readonly StoreName[];
}

/** What the archive does and how long the disk lasts, from counts that are kept: asked each second. */
export async function readArchiveStatus(ctx: UserContext): Promise<ArchiveStatus> {
  assertRight(ctx.user, 'system');
  const now = ctx.now();
  const [sample, seen, recent, workers] = await Promise.all([
    lastSample(ctx.db),
    readPressures(ctx.db, now),
    ctx.db.select().from(archiveRuns).orderBy(desc(archiveRuns.startedAt)).limit(RECENT_RUNS),
    ctx.db
      .select()
      .from(workerProcesses)
      .where(gte(workerProcesses.seenAt, now - WORKERS_SILENT_AFTER)),
  ]);
  const runs = recent.filter(
    (run) => run.state !== 'ended' && run.updatedAt > now - WORKERS_SILENT_AFTER,
  );
  const window = windowOf(workers);
  const state = archiveState({ now, isOff: ctx.cold === null, workers, runs });
  const schedule = windowSchedule(window);
  const change = nextChange(schedule, now / 1000);
  const alarmFacts = {
    state,
    level: sample?.level ?? null,
    seen,
    quarantined: sample?.quarantinedObjects ?? 0,
    missingStores: await missingStores(ctx.stores),
  };
  return {
    now,
    state,
    problem: problemOf(runs),
    run: archiveProgress(runs),
    lastRun: lastRunOf(recent),
    window,
    isOpen: isScheduled(schedule, now / 1000),
    changesAt: change === null ? null : change * 1000,
    forecast: sample,
    stored: sample && storedOf(sample),
    stores: seen,
    alarms: archiveAlarms(alarmFacts),
  };
}

/** One that can't be seen may be there. */
async function missingStores(stores: StoreMarkers): Promise<StoreName[]> {
  const names: StoreName[] = [];
  for (const marker of allMarkers(stores)) {
    const state = await marker.state();
    if (state !== 'ours' && state !== 'not-looked-at') names.push(marker.name);
  }
  return names;
}

type Sample = typeof storageSamples.$inferSelect;

async function lastSample(db: Db): Promise<Sample | null> {
  const [last] = await db.select().from(storageSamples).orderBy(desc(storageSamples.at)).limit(1);
  return last ?? null;
}

function problemOf(runs: readonly ArchiveRun[]): ArchiveStatus['problem'] {
  const troubled = runs.find(({ lastError }) => lastError !== null);
  return troubled?.lastError ? { code: troubled.lastError, message: troubled.message } : null;
}

function lastRunOf(recent: readonly ArchiveRun[]): ArchiveStatus['lastRun'] {
  const ended = recent.filter(({ state }) => state === 'ended');
  const [last] = ended.toSorted((a, b) => b.updatedAt - a.updatedAt);
  if (last === undefined) return null;
  const { updatedAt, objects, bytes, failures } = last;
  return { endedAt: updatedAt, objects, bytes, failures };
}

function storedOf(sample: Sample): NonNullable<ArchiveStatus['stored']> {
  return {
    hot: { objects: sample.hotObjects, bytes: sample.hotBytes },
    archived: { objects: sample.archivedObjects, bytes: sample.archivedBytes },
    cold: { objects: sample.coldObjects, bytes: sample.coldBytes },
    quarantined: { objects: sample.quarantinedObjects, bytes: sample.quarantinedBytes },
  };
}

function archiveState({ now, isOff, workers, runs }: ArchiveFacts): ArchiveState {
  if (isOff) return 'off';
  if (workers.length === 0) return 'silent';
  const running = RUN_STATES.find((state) => runs.some((run) => run.state === state));
  if (running !== undefined) return running;
  return isScheduled(windowSchedule(windowOf(workers)), now / 1000) ? 'waiting' : 'closed';
}

/** Workers of one installation have one environment. */
function windowOf(workers: readonly WorkerProcess[]): DailyWindow | null {
  return workers.find(({ archive }) => archive !== null)?.archive?.window ?? null;
}

/** The runs of all workers as one; null when there is none. */
function archiveProgress(runs: readonly ArchiveRun[]): ArchiveProgress | null {
  const [latest] = runs.toSorted((a, b) => b.updatedAt - a.updatedAt);
  if (latest === undefined) return null;
  const total = (count: (run: ArchiveRun) => number) =>
    runs.reduce((sum, run) => sum + count(run), 0);
  const rate = total(({ bytes, busy }) => (busy > 0 ? (bytes * SECOND) / busy : 0));
  return {
    startedAt: Math.min(...runs.map(({ startedAt }) => startedAt)),
    objects: total(({ objects }) => objects),
    bytes: total(({ bytes }) => bytes),
    failures: total(({ failures }) => failures),
    quarantined: total(({ quarantined }) => quarantined),
    leftObjects: latest.leftObjects,
    leftBytes: latest.leftBytes,
    bytesPerSecond: rate > 0 ? rate : null,
    secondsLeft: rate > 0 ? latest.leftBytes / rate : null,
  };
}

/** What somebody should do something about, the worst first. */
function archiveAlarms(facts: AlarmFacts): ArchiveAlarm[] {
  const { state, level, seen, quarantined, missingStores } = facts;
  const isFull = (isHot: boolean) =>
    seen.some((row) => (row.store === 'hot') === isHot && row.level === 'refuse');
  const alarms: readonly (readonly [ArchiveAlarm, boolean])[] = [
    ['uploads-refused', level === 'refuse' || isFull(true)],
    ['store-full', isFull(false)],
    ['archive-refused', state === 'refused'],
    ['workers-silent', state === 'silent'],
    ['disk-fills-up', level === 'early' || level === 'full'],
    ['archive-unreachable', state === 'paused'],
    ['quarantine', quarantined > 0],
  ];
  const ofStores = missingStores.map((name) => STORE_ALARMS[name]);
  return [...ofStores, ...alarms.filter(([, isOn]) => isOn).map(([alarm]) => alarm)];
}
