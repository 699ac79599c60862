import type { WorkerContext } from '../../job.ts';

/** What the making of a package reaches the world through. */
export type MakingContext = Pick<
  WorkerContext,
  'db' | 'now' | 'hot' | 'journal' | 'archive' | 'masterKey'
>;

/** What a package does besides. */
export type EvidenceContext = MakingContext & Pick<WorkerContext, 'log' | 'evidencePackages'>;
