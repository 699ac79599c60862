import type { WorkerEnv } from '../env.ts';
import type { Job, WorkerContext } from '../job.ts';
import type { OpenedJobs } from '../open-jobs.ts';
import { TextClaims } from './claim-texts.ts';
import { indexTexts } from './index-texts.ts';
import { readBatch } from './read-batch.ts';
import { ScreenReaders } from './screen-readers.ts';

const LOOK_EVERY_MS = 5_000;
/** Where more always waits, the log shall still hear of it. */
const RUN_MS = 60_000;
/** Renewed while it works: a reader that dies holds its segments so long. */
const LEASE_MS = 60_000;
/** Then some segments of a display lie there, and are read one after the other. */
const REST_MS = 3 * 60_000;

export interface TextOptions {
  /** Program name or path. */
  readonly ffmpeg: string;
  readonly leaseMs: number;
  /** Footage that began later waits. */
  readonly restMs: number;
}

/** The jobs of the text reader, a process of its own. */
export function openTextJobs({ FFMPEG: ffmpeg }: Pick<WorkerEnv, 'FFMPEG'>): OpenedJobs {
  return {
    jobs: [readTexts({ ffmpeg, leaseMs: LEASE_MS, restMs: REST_MS }), indexTexts],
    archive: null,
    close: async () => {},
  };
}

/** Reads what waits, display after display. */
export function readTexts(options: TextOptions): Job {
  const claims = new TextClaims();
  // Loaded when it is needed: most installations read nothing, and the engine takes 200 MB.
  const readers = new ScreenReaders(async () => (await import('./models.ts')).openModels());
  return {
    name: 'read-texts',
    everyMs: LOOK_EVERY_MS,
    run: async (ctx) => {
      const done = await drain(ctx, { ...options, claims, readers });
      if (done === null) readers.forget();
      return done;
    },
  };
}

/** Until nothing waits. Null: there was nothing. */
async function drain(ctx: WorkerContext, batch: Parameters<typeof readBatch>[1]) {
  const until = performance.now() + RUN_MS;
  const total = { segments: 0, screens: 0, unread: 0 };
  let batches = 0;
  while (!ctx.stopping.aborted && performance.now() < until) {
    const read = await readBatch(ctx, batch);
    if (read === null) break;
    batches += 1;
    total.segments += read.segments;
    total.screens += read.screens;
    total.unread += read.unread;
  }
  return batches === 0 ? null : total;
}
