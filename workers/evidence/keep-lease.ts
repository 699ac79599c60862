import type { Db } from '@workcompanion/db/client';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import {
  type ClaimedEvidencePackage,
  EVIDENCE_PACKAGE_QUEUE,
  isEvidencePackageOurs,
} from './claim-evidence-package.ts';
import type { EvidencePackageProgress } from './evidence-package-progress.ts';

/** Whoever cancels sees it end within a second. */
const BEAT_MS = 500;

export interface Lease {
  /** Aborted with a GivenUp. */
  readonly signal: AbortSignal;
  end(): Promise<void>;
}

interface LeaseOptions {
  readonly leaseMs: number;
  readonly progress: EvidencePackageProgress;
  readonly stopping: AbortSignal;
  readonly onBeat?: ((progress: EvidencePackageProgress) => void) | undefined;
}

/**
 * Twice a second: the row learns how far we are, and we learn whether somebody cancelled or took over.
 * A database that does not answer is no reason to stop, until the lease is over.
 */
export function keepLease(db: Db, claimed: ClaimedEvidencePackage, options: LeaseOptions): Lease {
  const { leaseMs, progress, stopping, onBeat } = options;
  const giving = new AbortController();
  const stop = (): void => giving.abort(new GivenUp('stopping'));
  if (stopping.aborted) stop();
  stopping.addEventListener('abort', stop, { once: true });
  let aliveUntil = performance.now() + leaseMs;
  let beating = Promise.resolve();

  async function beat(): Promise<void> {
    const begun = performance.now();
    const [row] = await db
      .update(evidencePackages)
      .set({
        ...EVIDENCE_PACKAGE_QUEUE.renew(leaseMs),
        step: progress.step,
        progress: progress.thousandths,
      })
      .where(isEvidencePackageOurs(claimed))
      .returning({ cancelledAt: evidencePackages.cancelledAt });
    aliveUntil = begun + leaseMs;
    if (!row) giving.abort(new GivenUp('overtaken'));
    else if (row.cancelledAt !== null) giving.abort(new GivenUp('cancelled'));
    onBeat?.(progress);
  }

  let isBusy = false;
  const timer = setInterval(() => {
    if (performance.now() > aliveUntil) giving.abort(new GivenUp('overtaken'));
    if (isBusy) return;
    isBusy = true;
    beating = beat()
      .catch(() => {})
      .finally(() => {
        isBusy = false;
      });
  }, BEAT_MS);
  return {
    signal: giving.signal,
    end: async () => {
      clearInterval(timer);
      stopping.removeEventListener('abort', stop);
      await beating;
    },
  };
}

/** Why the making of a package is given up in the middle. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp';
  readonly why: 'cancelled' | 'overtaken' | 'stopping';

  constructor(why: GivenUp['why']) {
    super(`the package is given up: ${why}`);
    this.why = why;
  }
}
