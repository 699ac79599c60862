import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { ShellKeeper } from './shell-keeper.ts';

const SECOND = 1_000;

function setUp() {
  let now = 0;
  const started: number[] = [];
  const keeper = new ShellKeeper({
    command: ['shell', '--hidden'],
    log: pino({ level: 'silent' }),
    start: () => started.push(now),
    now: () => now,
  });
  const pass = (seconds: number, { seen = false } = {}) => {
    for (let second = 0; second < seconds; second += 1) {
      now += SECOND;
      if (seen) keeper.seen();
      keeper.check();
    }
  };
  return { started, keeper, pass };
}

describe('the keeper of the shell', () => {
  test('leaves a window alone that looks', () => {
    const { started, pass } = setUp();
    pass(60, { seen: true });
    expect(started).toEqual([]);
  });

  test('starts one again within seconds when it does not look any more', () => {
    const { started, pass } = setUp();
    pass(10, { seen: true });
    pass(6);
    expect(started).toEqual([15 * SECOND]);
  });

  test('waits longer from start to start that brings none', () => {
    const { started, pass } = setUp();
    pass(200);
    const waits = started.slice(1).map((at, index) => at - (started[index] ?? 0));
    expect(waits).toEqual([15, 30, 60, 60].map((seconds) => seconds * SECOND));
  });

  test('is quick again after one has looked', () => {
    const { started, pass } = setUp();
    pass(100);
    const before = started.length;
    pass(1, { seen: true });
    pass(5);
    expect(started).toHaveLength(before + 1);
  });
});
