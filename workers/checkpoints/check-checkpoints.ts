import { localClock } from '@workcompanion/core/schedule/local-clock';
import type { CheckpointRow } from '@workcompanion/db/checkpoints/make-checkpoint';
import type { Db } from '@workcompanion/db/client';
import { signingKeys } from '@workcompanion/db/keys/signing-keys';
import { noteFinding } from '@workcompanion/db/queries/note-finding';
import { checkpoints } from '@workcompanion/db/schema/checkpoints';
import { type FindingKind, integrityFindings } from '@workcompanion/db/schema/integrity-runs';
import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { resolveUnconfirmed } from '../integrity/finding.ts';
import {
  beginRun,
  endRun,
  type RunInProgress,
  type RunRow,
  saveRun,
} from '../integrity/run-in-progress.ts';
import type { Job, WorkerContext } from '../job.ts';
import { checkLinks } from './check-links.ts';
import { findDamagedPacks } from './check-packs.ts';
import { isAsCommitted, nameCulprits } from './name-culprits.ts';

const EVERY_MS = 5 * 60_000;
const KIND = 'checkpoints';

export interface CheckTime {
  /** Minutes since midnight: not before, each day. */
  readonly at: number;
  readonly timeZone: string;
}

/** Each night the journals are compared with what the server has committed to. */
export function checkpointCheckJob({ at, timeZone }: CheckTime): Job {
  const today = (micros: number) => localClock(micros / 1000, timeZone).date;
  return {
    name: 'integrity-checkpoints',
    everyMs: EVERY_MS,
    run: async (ctx) => {
      if (localClock(ctx.now() / 1000, timeZone).minute < at) return null;
      return await check(ctx, (last) => today(last.startedAt) === today(ctx.now()));
    },
  };
}

async function check(ctx: WorkerContext, isDone: (last: RunRow) => boolean) {
  const run = await beginRun(ctx, KIND, isDone);
  if (run === null) return null;
  try {
    await checkCheckpoints(ctx, run);
  } catch (error) {
    await endRun(ctx, run, { kind: KIND, error });
    throw error;
  }
  // One that was stopped stays open, and is found dead by the next process.
  if (ctx.stopping.aborted) return null;
  await endRun(ctx, run, { kind: KIND, error: null });
  return { ...run.counts };
}

/** Hours: a day, and what a late night adds to it. */
const NEWEST = 30;
/** Drawn at random of all others. */
const OLDER = 50;
/** Drawn at random, some 500 entries each. */
const PACKS = 40;

const KINDS: readonly FindingKind[] = [
  'checkpoint-altered',
  'checkpoint-differs',
  'entry-altered',
  'entry-missing',
];

type CheckpointWork = Pick<WorkerContext, 'db' | 'journal' | 'now' | 'log' | 'stopping'>;

/**
 * The chain of all checkpoints, and the statements of some hours against theirs: the newest, some
 * older ones drawn at random, and those that were found wrong before. Of some packs their texts too.
 */
async function checkCheckpoints(work: CheckpointWork, run: RunInProgress): Promise<void> {
  const { db, now, stopping } = work;
  const keys = await signingKeys(db);
  const noted = new Set<string>();
  const note = async (kind: FindingKind, objectKey: string) => {
    // A hole in a journal is met again with each hour that differs.
    if (noted.has(`${kind} ${objectKey}`)) return;
    noted.add(`${kind} ${objectKey}`);
    const finding = { kind, objectKey, segmentId: null, expectedBytes: null, foundBytes: null };
    await noteFinding(db, finding, { runId: run.id, at: now() });
    run.counts.findings += 1;
  };
  for (const number of await checkLinks(db, keys)) {
    await note('checkpoint-altered', `checkpoint/${number}`);
  }
  for (const hour of await chosenHours(db)) {
    if (stopping.aborted) return;
    run.counts.objects += 1;
    await saveRun(work, run);
    if (await isAsCommitted(db, hour)) continue;
    await note('checkpoint-differs', `checkpoint/${hour.number}`);
    for (const { kind, device, index } of await nameCulprits(work, hour, keys)) {
      await note(kind, `journal/${device}/${index}`);
    }
  }
  for (const { device, index } of await findDamagedPacks(work, PACKS)) {
    await note('entry-altered', `journal/${device}/${index}`);
  }
  await resolveUnconfirmed(db, { runId: run.id, at: now(), kinds: KINDS });
}

async function chosenHours(db: Db): Promise<readonly CheckpointRow[]> {
  const newest = db
    .select({ number: checkpoints.number })
    .from(checkpoints)
    .orderBy(desc(checkpoints.number))
    .limit(NEWEST);
  const older = db
    .select({ number: checkpoints.number })
    .from(checkpoints)
    .orderBy(sql`random()`)
    .limit(OLDER);
  const foundBefore = db
    .select({ number: sql<number>`split_part(${integrityFindings.objectKey}, '/', 2)::bigint` })
    .from(integrityFindings)
    .where(
      and(isNull(integrityFindings.resolvedAt), eq(integrityFindings.kind, 'checkpoint-differs')),
    );
  const numbers = [...(await newest), ...(await older), ...(await foundBefore)];
  return await db
    .select()
    .from(checkpoints)
    .where(inArray(checkpoints.number, [...new Set(numbers.map(({ number }) => Number(number)))]))
    .orderBy(asc(checkpoints.number));
}
