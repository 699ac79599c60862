import type { IntegrityRun } from '../../contract/integrity.ts';

export type RunState = 'running' | 'done' | 'findings' | 'failed' | 'dead';

/** What counts most of a run: what it found before that it failed, and that before its being over. */
export function runState({ findings, problem, endedAt, isDead }: IntegrityRun): RunState {
  if (findings > 0) return 'findings';
  if (problem !== null) return 'failed';
  if (endedAt !== null) return 'done';
  return isDead ? 'dead' : 'running';
}
