import { pino } from 'pino';
import { expect, test } from 'vitest';
import { until } from '../testing/until.ts';
import { WatchedPoll, type WatchedPollPace } from './server-sync.ts';

const HOUR_MS = 3_600_000;
type Ask = (known: boolean, signal: AbortSignal) => Promise<{ watchedNow: boolean }>;

function setUp(ask: Ask, pace: WatchedPollPace) {
  let known = false;
  const asked: boolean[] = [];
  const line = new WatchedPoll({
    ask: (told, signal) => {
      asked.push(told);
      return ask(told, signal);
    },
    known: () => known,
    onAnswer: async ({ watchedNow }) => {
      known = watchedNow;
    },
    log: pino({ level: 'silent' }),
    pace,
  });
  return { line, asked, running: line.run() };
}

test('asks anew with what it was told', async () => {
  const pace = { everyMs: 1, afterFailureMs: HOUR_MS };
  const { line, asked, running } = setUp(async () => ({ watchedNow: true }), pace);
  await until('it asks', () => asked.length > 2);
  expect(asked.slice(0, 3)).toEqual([false, true, true]);
  line.stop();
  await running;
});

test('a server that does not hold the question is not asked in a loop', async () => {
  const pace = { everyMs: HOUR_MS, afterFailureMs: 1 };
  const { line, asked, running } = setUp(async () => ({ watchedNow: true }), pace);
  await until('it asks', () => asked.length > 0);
  line.stop();
  await running;
  expect(asked).toEqual([false]);
});

test('goes on after a failure, as with a portal that knows no such question', async () => {
  const pace = { everyMs: 1, afterFailureMs: 1 };
  const { line, asked, running } = setUp(() => Promise.reject(new Error('not-found')), pace);
  await until('it asks', () => asked.length > 1);
  line.stop();
  await running;
});

test('does not wait for a question that is held when it is stopped', async () => {
  const held: Ask = (_, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  const { line, asked, running } = setUp(held, { everyMs: 1, afterFailureMs: HOUR_MS });
  await until('it asks', () => asked.length > 0);
  line.stop();
  await running;
});
