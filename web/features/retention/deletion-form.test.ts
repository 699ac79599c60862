import { newId, PersonId } from '@workcompanion/core/ids';
import { expect, it } from 'vitest';
import { EMPTY_DELETION, requestOf, stretchOf } from './deletion-form.ts';

const person = newId(PersonId);
const form = { person, from: '2026-03-02', to: '2026-03-03', reason: ' Erasure ' };
const midnight = (day: number) => new Date(2026, 2, day).getTime() * 1000;

it('asks for whole days, the last one included', () => {
  expect(requestOf(form)).toEqual({
    person,
    from: midnight(2),
    to: midnight(4),
    reason: 'Erasure',
  });
});

it('asks for nothing while a part is missing, or the days are backwards', () => {
  expect(requestOf(EMPTY_DELETION)).toBeNull();
  for (const part of [{ person: null }, { from: null }, { to: null }, { to: '2026-03-01' }]) {
    expect(stretchOf({ ...form, ...part })).toBeNull();
  }
  expect(requestOf({ ...form, reason: '  x ' })).toBeNull();
});
