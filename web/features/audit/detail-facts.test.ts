import { expect, test } from 'vitest';
import { detailFacts } from './detail-facts.ts';

test('what lies within others is told by its path', () => {
  expect(detailFacts({ days: 90, rehearsal: { goes: { keys: 3 } } })).toEqual([
    { path: ['days'], value: 90 },
    { path: ['rehearsal', 'goes', 'keys'], value: 3 },
  ]);
});

test('what changed stands beside what it was', () => {
  const entry = {
    name: 'EvidencePackages',
    before: { percent: 10 },
    after: { percent: 20, stage: 'some' },
  };
  expect(detailFacts(entry)).toEqual([
    { path: ['name'], value: 'EvidencePackages' },
    { path: ['percent'], before: 10, value: 20 },
    { path: ['stage'], before: null, value: 'some' },
  ]);
});

test('a before without an after is a fact like another', () => {
  expect(detailFacts({ before: 'Old name', name: 'New name' })).toEqual([
    { path: ['before'], value: 'Old name' },
    { path: ['name'], value: 'New name' },
  ]);
});
