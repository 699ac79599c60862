import type { IntegrityRun } from '../../contract/integrity.ts';

type RunState = 'running' | 'done' | 'nothing' | 'findings' | 'failed' | 'dead';

/**
 * What counts most of a run: what it found before that it failed, and that before its being over. One
 * that had nothing to look at says nothing about the archive.
 */
export function runState({ findings, problem, endedAt, isDead, objects }: IntegrityRun): RunState {
  if (findings > 0) return 'findings';
  if (problem !== null) return 'failed';
  if (endedAt !== null) return objects === 0 ? 'nothing' : 'done';
  return isDead ? 'dead' : 'running';
}
