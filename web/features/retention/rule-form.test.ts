import { newId, TeamId } from '@workcompanion/core/ids';
import { describe, expect, it } from 'vitest';
import { daysOf, teamOf } from './rule-form.ts';

describe('the form of a rule', () => {
  it('takes whole days from one to ten years, and nothing else', () => {
    expect([1, 90, '365', 3650].map(daysOf)).toEqual([1, 90, 365, 3650]);
    expect(['', ' ', 0, -1, 1.5, '1e9', 3651, 'abc'].map(daysOf)).toEqual(Array(8).fill(null));
  });

  it('takes only what is a team', () => {
    const id = newId(TeamId);
    expect(teamOf(id)).toBe(id);
    expect(teamOf('all')).toBeNull();
  });
});
