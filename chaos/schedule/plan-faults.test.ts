import { expect, test } from 'vitest';
import { FAULTS } from './faults.ts';
import { planFaults } from './plan-faults.ts';

const wish = { seed: '12', forMs: 300_000, everyMs: 3_000, canFill: true };

test('the same seed plans the same faults, another one others', () => {
  expect(planFaults(wish)).toEqual(planFaults(wish));
  expect(planFaults(wish)).not.toEqual(planFaults({ ...wish, seed: '13' }));
});

test('every kind of fault is planned, and ends within the run', () => {
  const planned = planFaults(wish);
  expect(new Set(planned.map(({ fault }) => fault))).toEqual(new Set(FAULTS));
  expect(planned.every(({ atMs, lastsMs }) => atMs + lastsMs <= wish.forMs)).toBe(true);
});

test('where no small disk can be made, none is to be filled', () => {
  const planned = planFaults({ ...wish, canFill: false });
  expect(planned.some(({ fault }) => fault.needsSmallDisks)).toBe(false);
});
