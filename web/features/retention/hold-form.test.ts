import { newId, PersonId } from '@workcompanion/core/ids';
import { describe, expect, it } from 'vitest';
import { PlaceHold } from '../../contract/holds.ts';
import { EMPTY_HOLD, holdOf } from './hold-form.ts';

const NOW = new Date(2026, 10, 25, 12).getTime() * 1000;
const full = {
  person: newId(PersonId),
  from: '2026-11-01',
  to: '2026-11-03',
  expires: '2026-12-31',
  reason: ' Case 12 ',
};
const local = (month: number, day: number) => new Date(2026, month - 1, day).getTime() * 1000;

describe('the form of a hold', () => {
  it('holds whole days, the last one too', () => {
    const wish = holdOf(full, NOW);
    expect(wish).toMatchObject({
      from: local(11, 1),
      to: local(11, 4),
      expiresAt: local(12, 32),
      reason: 'Case 12',
    });
    expect(PlaceHold.parse(wish)).toEqual(wish);
  });

  it('may leave out its end and its expiry', () => {
    expect(holdOf({ ...full, to: null, expires: null }, NOW)).toMatchObject({
      to: null,
      expiresAt: null,
    });
  });

  it('asks nothing while something is missing or can not be', () => {
    for (const change of [
      { person: null },
      { person: 'nobody' },
      { from: null },
      { reason: ' a ' },
      { to: '2026-10-31' },
      { expires: '2026-11-24' },
    ]) {
      expect(holdOf({ ...full, ...change }, NOW)).toBeNull();
    }
    expect(holdOf(EMPTY_HOLD, NOW)).toBeNull();
  });
});
