import { expect, test } from 'vitest';
import { RunVerdict } from './run-verdict.ts';

test('holds when every line holds', () => {
  const verdict = new RunVerdict();
  verdict.note(true, 'nothing lost');
  expect(verdict.holds).toBe(true);
  verdict.note(false, 'one row twice');
  expect(verdict.holds).toBe(false);
  expect(verdict.lines()).toEqual([
    'holds   nothing lost',
    'BROKEN  one row twice',
    'VERDICT: not all was kept',
  ]);
});

test('a run that has looked at nothing holds nothing', () => {
  expect(new RunVerdict().holds).toBe(false);
});

test('a step that fails is a finding, and the next one follows', async () => {
  const verdict = new RunVerdict();
  const failing = async () => {
    throw new Error('the balancer is gone');
  };
  expect(await verdict.step('failover', 1_000, failing)).toBeNull();
  expect(await verdict.step('drain', 1_000, async () => 7)).toBe(7);
  expect(verdict.lines()[0]).toBe('BROKEN  failover: the balancer is gone');
  expect(verdict.holds).toBe(false);
});

test('a step that never ends is a finding', async () => {
  const verdict = new RunVerdict();
  const { promise } = Promise.withResolvers<void>();
  expect(await verdict.step('promotion', 10, () => promise)).toBeNull();
  expect(verdict.lines()[0]).toBe('BROKEN  promotion: not done within 0 s');
});
