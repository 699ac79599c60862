import type { Job, WorkerContext } from '../job.ts';
import type { StatusLine } from '../terminal/status-line.ts';
import { claimEvidencePackage } from './claim-evidence-package.ts';
import type { EvidencePackageOptions } from './evidence-package-options.ts';
import type { EvidencePackagePool } from './evidence-package-pool.ts';
import type { EvidencePackageProgress } from './evidence-package-progress.ts';
import { reissuePackages } from './reissue-packages.ts';
import { runEvidencePackage } from './run-evidence-package.ts';
import { settleOrphans } from './settle-evidence-package.ts';
import { expirePackages, tidyEvidencePackages } from './tidy-evidence-packages.ts';

const LOOK_EVERY_MS = 2_000;
const TIDY_EVERY_MS = 60_000;
const LOG_EVERY_MS = 30_000;

interface EvidencePackageWork {
  readonly options: EvidencePackageOptions;
  readonly pool: EvidencePackagePool;
  readonly line: StatusLine | null;
}

/** The jobs that make evidence packages, one at a time in each process, anew where that proves more, and
 * delete them in time. */
export function evidencePackageJobs(work: EvidencePackageWork): readonly Job[] {
  return [
    {
      name: 'make-evidence-packages',
      everyMs: LOOK_EVERY_MS,
      run: (ctx) => makeNext(ctx, work),
    },
    {
      name: 'reissue-evidence-packages',
      everyMs: TIDY_EVERY_MS,
      run: async (ctx) => {
        const reissued = await reissuePackages(ctx);
        return reissued > 0 ? { reissued } : null;
      },
    },
    {
      name: 'expire-evidence-packages',
      everyMs: TIDY_EVERY_MS,
      run: async (ctx) => {
        const expired = await expirePackages(ctx);
        const tidied = await tidyEvidencePackages(ctx, work.options.folder);
        return expired + tidied > 0 ? { expired, tidied } : null;
      },
    },
  ];
}

async function makeNext(ctx: WorkerContext, { options, pool, line }: EvidencePackageWork) {
  await settleOrphans(ctx.db);
  const claimed = await claimEvidencePackage(ctx, options.leaseMs);
  if (claimed === null) return null;
  const begun = performance.now();
  const onBeat = teller(ctx, claimed.id, line);
  const run = { ...options, make: pool.make, stopping: ctx.stopping, onBeat };
  const outcome = await runEvidencePackage(ctx, claimed, run);
  line?.end();
  return { evidencePackage: claimed.id, outcome, ms: Math.round(performance.now() - begun) };
}

/** Before a terminal one line that is rewritten; in a log a line each half minute. */
function teller({ log }: WorkerContext, id: string, line: StatusLine | null) {
  let loggedAt = performance.now();
  return (progress: EvidencePackageProgress): void => {
    const { step, thousandths } = progress;
    const words = `exporting evidence: ${step}, ${Math.floor(thousandths / 10)} %`;
    if (line !== null) line.show(words);
    else if (performance.now() - loggedAt >= LOG_EVERY_MS) {
      loggedAt = performance.now();
      log.info({ evidencePackage: id, step, thousandths }, words);
    }
  };
}
