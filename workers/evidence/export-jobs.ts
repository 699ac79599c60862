import type { Job, WorkerContext } from '../job.ts';
import type { StatusLine } from '../terminal/status-line.ts';
import { claimExport } from './claim-export.ts';
import type { ExportOptions } from './export-options.ts';
import type { ExportPool } from './export-pool.ts';
import type { ExportProgress } from './export-progress.ts';
import { runExport } from './run-export.ts';
import { settleOrphans } from './settle-export.ts';
import { expirePackages, tidyExports } from './tidy-exports.ts';

const LOOK_EVERY_MS = 2_000;
const TIDY_EVERY_MS = 60_000;
const LOG_EVERY_MS = 30_000;

interface ExportWork {
  readonly options: ExportOptions;
  readonly pool: ExportPool;
  readonly line: StatusLine | null;
}

/** The jobs that make evidence packages, one at a time in each process, and delete them in time. */
export function exportJobs(work: ExportWork): readonly Job[] {
  return [
    {
      name: 'make-exports',
      everyMs: LOOK_EVERY_MS,
      run: (ctx) => makeNext(ctx, work),
    },
    {
      name: 'expire-exports',
      everyMs: TIDY_EVERY_MS,
      run: async (ctx) => {
        const expired = await expirePackages(ctx);
        const tidied = await tidyExports(ctx.db, work.options.folder);
        return expired + tidied > 0 ? { expired, tidied } : null;
      },
    },
  ];
}

async function makeNext(ctx: WorkerContext, { options, pool, line }: ExportWork) {
  await settleOrphans(ctx.db);
  const claimed = await claimExport(ctx, options.leaseMs);
  if (claimed === null) return null;
  const begun = performance.now();
  const onBeat = teller(ctx, claimed.id, line);
  const run = { ...options, make: pool.make, stopping: ctx.stopping, onBeat };
  const outcome = await runExport(ctx, claimed, run);
  line?.end();
  return { export: claimed.id, outcome, ms: Math.round(performance.now() - begun) };
}

/** Before a terminal one line that is rewritten; in a log a line each half minute. */
function teller({ log }: WorkerContext, id: string, line: StatusLine | null) {
  let loggedAt = performance.now();
  return (progress: ExportProgress): void => {
    const { step, thousandths } = progress;
    const words = `exporting evidence: ${step}, ${Math.floor(thousandths / 10)} %`;
    if (line !== null) line.show(words);
    else if (performance.now() - loggedAt >= LOG_EVERY_MS) {
      loggedAt = performance.now();
      log.info({ export: id, step, thousandths }, words);
    }
  };
}
