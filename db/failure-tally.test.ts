import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@workcompanion/core/errors';
import { expect, it } from 'vitest';
import { FailureTally } from './failure-tally.ts';

it('tells a failure once with its cause, then counts it, and begins anew when it was over', async () => {
  const lines: { times?: number; err?: unknown }[] = [];
  const tally = new FailureTally({ error: (facts) => void lines.push(facts) }, 200);
  const failure = new AppError('unavailable', 'The database is away.', { cause: new Error('x') });
  for (let time = 0; time < 5; time += 1) tally.note(failure);
  expect(lines).toEqual([{ code: 'unavailable', err: failure }]);
  expect(tally.hasRecent(failure.message)).toBe(true);
  await expect
    .poll(() => lines.at(-1), { interval: 20 })
    .toEqual({ code: 'unavailable', times: 4 });
  await expect.poll(() => tally.hasRecent(failure.message), { interval: 20 }).toBe(false);
  await delay(250);
  expect(lines).toHaveLength(2);
  tally.note(failure);
  expect(lines.at(-1)).toHaveProperty('err', failure);
});
