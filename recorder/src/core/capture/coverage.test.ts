import { newId, RecordingId } from '@workcompanion/core/ids';
import { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { Statement } from '@workcompanion/core/protocol/statement';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../testing/manual-clock.ts';
import { openTestJournal } from '../../testing/open-test-journal.ts';
import { Coverage } from './coverage.ts';
import type { RecordingEnd } from './recording-end.ts';

const left = DisplayName.parse('LEFT');
const right = DisplayName.parse('RIGHT');
const SECOND = 1_000_000;
const T0 = 1_700_000_000 * SECOND;

function ended(display: DisplayName, start: number, end: number): RecordingEnd {
  return {
    ...{ recording: newId(RecordingId), display, started: true, segments: 1 },
    ...{ footage: { start, end }, cause: 'capture-failed', problem: 'it broke' },
  };
}

async function setUp() {
  const clock = new ManualClock(T0);
  const { journal, statements, reopen } = await openTestJournal(clock);
  /** Gaps as last said, by id, in the order in which they were begun. */
  const gaps = () => [...new Map(statements().flatMap(gapOf)).values()];
  return { clock, journal, coverage: new Coverage(journal, clock), gaps, reopen };
}

function gapOf(statement: Statement): [string, object][] {
  if (statement.kind !== 'gap') return [];
  const { display, cause, from, to } = statement;
  return [[statement.gap, { display, cause, from: from - T0, to: to === null ? null : to - T0 }]];
}

describe('coverage', () => {
  test('a stop of all displays is one gap from the earliest end to the latest first frame', async () => {
    const { coverage, gaps } = await setUp();
    await coverage.interrupt({ cause: 'locked', note: null }, [
      ended(left, T0, T0 + 10 * SECOND),
      ended(right, T0, T0 + 9 * SECOND),
    ]);
    coverage.expect([left, right]);
    await coverage.began(left, T0 + 20 * SECOND);
    expect(gaps()).toEqual([{ display: null, cause: 'locked', from: 9 * SECOND, to: null }]);
    await coverage.began(right, T0 + 21 * SECOND);
    expect(gaps()).toEqual([{ display: null, cause: 'locked', from: 9 * SECOND, to: 21 * SECOND }]);
    expect(coverage.ofAll).toBeNull();
  });

  test('a display that fails has a gap of its own, from its last frame to its next', async () => {
    const { coverage, gaps } = await setUp();
    await coverage.displayEnded(left, [ended(left, T0, T0 + 5 * SECOND)], 'capture-failed');
    await coverage.began(left, T0 + 6 * SECOND);
    expect(gaps()).toEqual([
      { display: left, cause: 'capture-failed', from: 5 * SECOND, to: 6 * SECOND },
    ]);
  });

  test('whoever is late at the start gets a gap of its own from where the others began', async () => {
    const { coverage, gaps } = await setUp();
    await coverage.interrupt({ cause: 'stopped', note: null }, []);
    coverage.expect([left, right]);
    await coverage.began(left, T0 + 2 * SECOND);
    expect(await coverage.settle()).toBe(true);
    await coverage.began(right, T0 + 30 * SECOND);
    expect(gaps()).toEqual([
      { display: null, cause: 'stopped', from: 0, to: 2 * SECOND },
      { display: right, cause: 'capture-failed', from: 2 * SECOND, to: 30 * SECOND },
    ]);
  });

  test('a display that began and failed before the others began is covered from its end on', async () => {
    const { coverage, gaps } = await setUp();
    await coverage.interrupt({ cause: 'stopped', note: null }, []);
    coverage.expect([left, right]);
    await coverage.began(left, T0 + 2 * SECOND);
    await coverage.displayEnded(
      left,
      [ended(left, T0 + 2 * SECOND, T0 + 3 * SECOND)],
      'capture-failed',
    );
    expect(gaps()).toEqual([
      { display: null, cause: 'stopped', from: 0, to: 2 * SECOND },
      { display: right, cause: 'capture-failed', from: 2 * SECOND, to: null },
      { display: left, cause: 'capture-failed', from: 3 * SECOND, to: null },
    ]);
  });

  test('a new reason not to record takes over where the old one ends', async () => {
    const { coverage, gaps, clock } = await setUp();
    await coverage.interrupt({ cause: 'disk-full', note: null }, [ended(left, T0, T0 + SECOND)]);
    clock.pass(60 * SECOND);
    await coverage.interrupt({ cause: 'outside-schedule', note: null }, []);
    expect(gaps()).toEqual([
      { display: null, cause: 'disk-full', from: SECOND, to: 60 * SECOND },
      { display: null, cause: 'outside-schedule', from: 60 * SECOND, to: null },
    ]);
  });

  test('a stop of all ends the gaps of single displays', async () => {
    const { coverage, gaps, journal } = await setUp();
    await coverage.displayEnded(right, [ended(right, T0, T0 + 2 * SECOND)], 'display-lost');
    await coverage.interrupt({ cause: 'stopped', note: null }, [ended(left, T0, T0 + 9 * SECOND)]);
    expect(gaps()).toEqual([
      { display: right, cause: 'display-lost', from: 2 * SECOND, to: 9 * SECOND },
      { display: null, cause: 'stopped', from: 9 * SECOND, to: null },
    ]);
    expect(journal.openGaps()).toHaveLength(1);
  });

  test('a clock that went back makes no gap that ends before it begins', async () => {
    const { coverage, gaps } = await setUp();
    await coverage.interrupt({ cause: 'clock-changed', note: null }, [
      ended(left, T0, T0 + 50 * SECOND),
    ]);
    coverage.expect([left]);
    await coverage.began(left, T0 + 20 * SECOND);
    expect(gaps()).toEqual([
      { display: null, cause: 'clock-changed', from: 50 * SECOND, to: 50 * SECOND },
    ]);
  });

  test('a pause is said in its own words, and goes on over a restart', async () => {
    const { coverage, reopen, clock } = await setUp();
    const pause = { cause: 'paused', reason: 'lunch', until: T0 + 90 * SECOND } as const;
    await coverage.interrupt(pause, [ended(left, T0, T0 + SECOND)]);
    const next = new Coverage(reopen(), clock);
    expect(next.ofAll).toMatchObject({ kind: 'paused', note: 'lunch', until: T0 + 90 * SECOND });
  });
});
