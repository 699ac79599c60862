import { EARLIEST_TIME, LATEST_TIME } from '@workcompanion/core/protocol/told-times';
import { expect, test } from 'vitest';
import { believable, systemClock } from './clock.ts';

test('a clock that was never set counts on all the same, from a time that is taken', () => {
  const now = systemClock.utc();
  expect(believable(now)).toBe(now);
  for (const unset of [0, 5_000_000, LATEST_TIME]) {
    const first = believable(unset);
    expect(first).toBeGreaterThanOrEqual(EARLIEST_TIME);
    expect(first).toBeLessThan(LATEST_TIME);
    expect(believable(unset + 1_000)).toBeGreaterThanOrEqual(first);
  }
});
