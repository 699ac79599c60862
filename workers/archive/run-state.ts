import type { ArchiveRunState } from '@workcompanion/db/schema/archive-runs';
import { failureScope } from './failure-scope.ts';
import type { StoreGate } from './store-gate.ts';

/** What the portal shows of a run: `otherwise` while the store takes what we give it. */
export function runState({ problem }: StoreGate, otherwise: ArchiveRunState): ArchiveRunState {
  if (problem === null) return otherwise;
  return failureScope(problem.code) === 'refused' ? 'refused' : 'paused';
}
