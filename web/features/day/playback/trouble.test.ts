import { expect, it } from 'vitest';
import { sameTrouble, type Trouble } from './trouble.ts';

const status = { restoring: 1, ready: 0, failed: 0, expectedAt: 1, ifRequestedNow: 2 };
const frozen: Trouble = { kind: 'frozen', stretch: { from: 1, to: 2 }, status: null, error: null };

it.each([
  [null, null, true],
  [null, { kind: 'reading-back' }, false],
  [{ kind: 'reading-back' }, { kind: 'reading-back' }, true],
  [{ kind: 'archive-down', retryAt: 1 }, { kind: 'archive-down', retryAt: 1 }, true],
  [{ kind: 'archive-down', retryAt: 1 }, { kind: 'archive-down', retryAt: 2 }, false],
  [{ kind: 'archive-down', retryAt: 1 }, frozen, false],
  [frozen, { ...frozen }, true],
  [frozen, { ...frozen, status }, false],
  [frozen, { ...frozen, stretch: { from: 2, to: 3 } }, false],
] as const)('%j and %j are the same trouble: %s', (a, b, same) => {
  expect(sameTrouble(a, b)).toBe(same);
});
