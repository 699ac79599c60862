import type { WorkerContext } from '../job.ts';

/** What the making of a package reaches the world through. */
export type EvidenceContext = Pick<
  WorkerContext,
  'db' | 'now' | 'log' | 'hot' | 'archive' | 'masterKey'
>;
