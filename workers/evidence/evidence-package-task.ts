import type { MessagePort } from 'node:worker_threads';
import type { EvidencePackageStep } from '@workcompanion/db/schema/evidence-packages';
import type { TaskFailure } from '../threads/task-failure.ts';
import type { ClaimedEvidencePackage } from './claim-evidence-package.ts';
import type { FinishedFile } from './make-package.ts';

/** What the thread must know of a package. */
export interface EvidencePackageTask {
  readonly claimed: ClaimedEvidencePackage;
  readonly folder: string;
  /** The thread tells its progress here, and is told to stop. */
  readonly port: MessagePort;
}

export interface ToldProgress {
  readonly step: EvidencePackageStep;
  readonly done: number;
}

export type EvidencePackageTaskOutcome =
  | { readonly kind: 'made'; readonly file: FinishedFile }
  | { readonly kind: 'failed'; readonly failure: TaskFailure };
