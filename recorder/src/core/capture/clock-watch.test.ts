import { expect, test } from 'vitest';
import { ClockWatch } from './clock-watch.ts';

const SECOND = 1_000_000;

function machine() {
  const time = { utc: 1_700_000_000 * SECOND, monotonic: 50 * SECOND, uptime: 50 * SECOND };
  const clock = { utc: () => time.utc, monotonic: () => time.monotonic };
  const watch = new ClockWatch(clock, () => time.uptime);
  const pass = (micros: number) => {
    for (const name of ['utc', 'monotonic', 'uptime'] as const) time[name] += micros;
  };
  return { time, watch, pass };
}

test('sees a step in either direction once', () => {
  const { time, watch, pass } = machine();
  pass(SECOND);
  expect(watch.check()).toBeNull();
  time.utc += 3_600 * SECOND;
  expect(watch.check()).toEqual({ cause: 'clock-changed', micros: 3_600 * SECOND });
  pass(SECOND);
  expect(watch.check()).toBeNull();
  time.utc -= 30 * SECOND;
  expect(watch.check()).toEqual({ cause: 'clock-changed', micros: -30 * SECOND });
});

test('tells sleep, in which the uptime goes on, from a step of the clock', () => {
  const { time, watch } = machine();
  time.utc += 600 * SECOND;
  time.uptime += 600 * SECOND;
  expect(watch.check()).toEqual({ cause: 'asleep', micros: 600 * SECOND });
});

test('lets a time service slew, however long', () => {
  const { time, watch, pass } = machine();
  for (let second = 0; second < 3_600; second += 1) {
    pass(SECOND);
    time.utc += 500;
    expect(watch.check()).toBeNull();
  }
});
