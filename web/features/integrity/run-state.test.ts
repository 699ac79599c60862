import { describe, expect, it } from 'vitest';
import type { IntegrityRun } from '../../contract/integrity.ts';
import { runState } from './run-state.ts';

const run: IntegrityRun = {
  startedAt: 1,
  endedAt: 2,
  isDead: false,
  objects: 9,
  bytes: 9,
  skipped: 0,
  findings: 0,
  problem: null,
};

describe('runState', () => {
  it('calls a run well only when it came to its end and found nothing', () => {
    expect(runState(run)).toBe('done');
    expect(runState({ ...run, endedAt: null })).toBe('running');
    expect(runState({ ...run, endedAt: null, isDead: true })).toBe('dead');
    expect(runState({ ...run, problem: 'unavailable' })).toBe('failed');
  });

  it('does not call well what had nothing to look at', () => {
    expect(runState({ ...run, objects: 0 })).toBe('nothing');
  });

  it('tells findings first, also of a run that is not over', () => {
    expect(runState({ ...run, findings: 1, problem: 'unavailable' })).toBe('findings');
    expect(runState({ ...run, findings: 1, endedAt: null })).toBe('findings');
  });
});
