import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { ShellKeeper } from './shell-keeper.ts';

function setUp() {
  let now = 0;
  const started: number[] = [];
  const hidden: boolean[] = [];
  const keeper = new ShellKeeper({
    command: ['shell', '--hidden'],
    onHidden: (value) => hidden.push(value),
    log: pino({ level: 'silent' }),
    start: () => started.push(now),
  });
  const pass = (seconds: number, { seen = false } = {}) => {
    for (let second = 0; second < seconds; second += 1) {
      now += 1;
      if (seen) keeper.seen();
      keeper.tick();
    }
  };
  return { started, hidden, pass };
}

describe('the keeper of the shell', () => {
  test('leaves a window alone that looks', () => {
    const { started, hidden, pass } = setUp();
    pass(90, { seen: true });
    expect(started).toEqual([]);
    expect(hidden).toEqual([]);
  });

  test('starts one again within seconds when it does not look any more', () => {
    const { started, pass } = setUp();
    pass(10, { seen: true });
    pass(5);
    expect(started).toEqual([14]);
  });

  test('waits longer from start to start that brings none', () => {
    const { started, pass } = setUp();
    pass(200);
    const waits = started.slice(1).map((at, index) => at - (started[index] ?? 0));
    expect(waits).toEqual([15, 30, 60, 60]);
  });

  test('is quick again after one has looked', () => {
    const { started, pass } = setUp();
    pass(100);
    const before = started.length;
    pass(1, { seen: true });
    pass(5);
    expect(started).toHaveLength(before + 1);
  });

  test('tells when nobody can see the recording, and when somebody can again', () => {
    const { hidden, pass } = setUp();
    pass(59);
    expect(hidden).toEqual([]);
    pass(30);
    expect(hidden).toEqual([true]);
    pass(1, { seen: true });
    expect(hidden).toEqual([true, false]);
  });
});
