import type { MessagePort } from 'node:worker_threads';
import type { ArchiveStoreOptions } from '@workcompanion/core/storage/archive/archive-store-options';
import { openArchiveStore } from '@workcompanion/core/storage/archive/open-archive-store';
import { type HotStoreOptions, openHotStore } from '@workcompanion/core/storage/hot/open-hot-store';
import {
  type ObjectStoreOptions,
  openObjectStores,
} from '@workcompanion/core/storage/objects/open-object-stores';
import { connect } from '@workcompanion/db/client';
import type { EvidencePackageStep } from '@workcompanion/db/schema/evidence-packages';
import type { TaskFailure } from '../threads/task-failure.ts';
import type { ClaimedEvidencePackage } from './claim-evidence-package.ts';
import type { EvidencePackageOptions } from './evidence-package-options.ts';
import type { MakingContext } from './gather/evidence-context.ts';
import type { FinishedFile } from './make-package.ts';

/** One is written with, one waits beside it. */
const CONNECTIONS = 2;

/** Plain data: it crosses into the thread. */
export interface EvidencePackageThreadOptions {
  readonly databaseUrl: string;
  readonly hotStore: HotStoreOptions;
  readonly objectStore: ObjectStoreOptions;
  /** Null when there is no archive. */
  readonly store: ArchiveStoreOptions | null;
  readonly masterKey: Uint8Array;
  readonly options: EvidencePackageOptions;
}

/** Its connections end with the thread. */
export function evidencePackageThreadContext(thread: EvidencePackageThreadOptions): MakingContext {
  const { db } = connect(thread.databaseUrl, {
    max: CONNECTIONS,
    applicationName: 'workcompanion evidence package',
  });
  return {
    db,
    now: () => Date.now() * 1000,
    hot: openHotStore(thread.hotStore),
    journal: openObjectStores(thread.objectStore).journal,
    archive: thread.store === null ? null : openArchiveStore(thread.store),
    masterKey: Buffer.from(thread.masterKey),
  };
}

/** Safe: `openEvidencePackagePool` starts the thread, and gives it these as its data. */
export function asEvidencePackageThreadOptions(workerData: unknown): EvidencePackageThreadOptions {
  return workerData as EvidencePackageThreadOptions;
}

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
