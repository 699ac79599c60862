import { WatchersResponse } from '@workcompanion/core/protocol/watchers';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { ManualClock } from '../../testing/manual-clock.ts';
import { WatchStatus } from './watch-status.ts';

const MINUTE = 60_000_000;
const ADA = WatchersResponse.parse({
  mayWatch: [{ name: 'Ada', by: 'compliance' }],
  views: [],
});

function setUp(answers: (WatchersResponse | Error)[] = []) {
  const clock = new ManualClock();
  let asked = 0;
  const ask = async () => {
    const answer = answers[asked] ?? ADA;
    asked += 1;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const news = new WatchStatus({ ask, clock, log: pino({ level: 'silent' }) });
  const hear = (watchedNow: boolean) => news.update({ watchedNow });
  return { clock, news, hear, asked: () => asked };
}

test('asks at once when somebody begins to watch, and when nobody does any more', async () => {
  const { news, hear, asked } = setUp();
  await hear(false);
  await hear(false);
  expect(asked()).toBe(1);
  await hear(true);
  expect([asked(), news.watchedNow]).toEqual([2, true]);
  await hear(false);
  expect([asked(), news.watchedNow]).toEqual([3, false]);
});

test('asks again soon while somebody watches, since others may join', async () => {
  const { clock, hear, asked } = setUp();
  await hear(true);
  await hear(true);
  expect(asked()).toBe(1);
  clock.pass(MINUTE);
  await hear(true);
  expect(asked()).toBe(2);
});

test('does not say that somebody watches when the portal was not heard for minutes', async () => {
  const { clock, news, hear } = setUp();
  await hear(true);
  clock.pass(3 * MINUTE);
  expect(news.watchedNow).toBe(false);
});

test('asks again after the next heartbeat when no answer came, and keeps what it knows', async () => {
  const { clock, news, hear, asked } = setUp([ADA, new Error('no network')]);
  await hear(false);
  clock.pass(11 * MINUTE);
  await hear(false);
  await hear(false);
  expect(asked()).toBe(3);
  expect(news.watchers).toEqual(ADA);
});
