import type { MessagePort } from 'node:worker_threads';
import type { ExportStep } from '@workcompanion/db/schema/exports';
import type { TaskFailure } from '../threads/task-failure.ts';
import type { ClaimedExport } from './claim-export.ts';
import type { FinishedFile } from './make-package.ts';

/** What the thread must know of an export. */
export interface ExportTask {
  readonly claimed: ClaimedExport;
  readonly folder: string;
  /** The thread tells its progress here, and is told to stop. */
  readonly port: MessagePort;
}

export interface ToldProgress {
  readonly step: ExportStep;
  readonly done: number;
}

export type ExportTaskOutcome =
  | { readonly kind: 'made'; readonly file: FinishedFile }
  | { readonly kind: 'failed'; readonly failure: TaskFailure };
