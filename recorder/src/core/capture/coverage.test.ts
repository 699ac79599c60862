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
    recording: newId(RecordingId),
    display,
    started: true,
    segments: 1,
    footage: { start, end },
    cause: 'capture-failed',
    problem: 'it broke',
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
  test('a stop of all is one gap where no display has footage, and one of each beside it', async () => {
    const { coverage, gaps, clock } = await setUp();
    await coverage.interrupt({ cause: 'locked', note: null }, [
      ended(left, T0, T0 + 10 * SECOND),
      ended(right, T0, T0 + 9 * SECOND),
    ]);
    clock.pass(19 * SECOND);
    await coverage.expect([left, right]);
    expect(coverage.ofAll).toBeNull();
    await coverage.began(left, T0 + 20 * SECOND);
    await coverage.began(right, T0 + 21 * SECOND);
    expect(gaps()).toEqual([
      { display: right, cause: 'locked', from: 9 * SECOND, to: 10 * SECOND },
      { display: null, cause: 'locked', from: 10 * SECOND, to: 19 * SECOND },
      { display: left, cause: 'locked', from: 19 * SECOND, to: 20 * SECOND },
      { display: right, cause: 'locked', from: 19 * SECOND, to: 21 * SECOND },
    ]);
  });

  test('a display that fails has a gap of its own, from its last frame to its next', async () => {
    const { coverage, gaps } = await setUp();
    await coverage.displayEnded(left, [ended(left, T0, T0 + 5 * SECOND)], 'capture-failed');
    await coverage.began(left, T0 + 6 * SECOND);
    expect(gaps()).toEqual([
      { display: left, cause: 'capture-failed', from: 5 * SECOND, to: 6 * SECOND },
    ]);
  });

  test('whoever is late at the start has failed to be captured from its beginning on', async () => {
    const { coverage, gaps, clock } = await setUp();
    await coverage.interrupt({ cause: 'stopped', note: null }, []);
    clock.pass(SECOND);
    await coverage.expect([left, right]);
    await coverage.began(left, T0 + 2 * SECOND);
    await coverage.settle();
    await coverage.began(right, T0 + 30 * SECOND);
    expect(gaps()).toEqual([
      { display: null, cause: 'stopped', from: 0, to: SECOND },
      { display: left, cause: 'stopped', from: SECOND, to: 2 * SECOND },
      { display: right, cause: 'stopped', from: SECOND, to: SECOND },
      { display: right, cause: 'capture-failed', from: SECOND, to: 30 * SECOND },
    ]);
  });

  test('a recording that ended before its first frame was told of hides nothing', async () => {
    const { coverage, gaps } = await setUp();
    await coverage.interrupt({ cause: 'stopped', note: null }, []);
    await coverage.expect([left, right]);
    const ends = [ended(left, T0 + 2 * SECOND, T0 + 3 * SECOND)];
    await coverage.displayEnded(left, ends, 'capture-failed');
    expect(gaps()).toEqual([
      { display: null, cause: 'stopped', from: 0, to: 0 },
      { display: left, cause: 'stopped', from: 0, to: 2 * SECOND },
      { display: right, cause: 'stopped', from: 0, to: null },
      { display: left, cause: 'capture-failed', from: 3 * SECOND, to: null },
    ]);
  });

  test('a display that is gone stays gone while all rest, until the working day ends', async () => {
    const { coverage, gaps, clock } = await setUp();
    await coverage.displayEnded(right, [ended(right, T0, T0 + 2 * SECOND)], 'display-lost');
    await coverage.interrupt({ cause: 'locked', note: null }, [ended(left, T0, T0 + 5 * SECOND)]);
    clock.pass(9 * SECOND);
    await coverage.expect([left]);
    expect(coverage.causeOf(right)).toBe('display-lost');
    await coverage.interrupt({ cause: 'outside-schedule', note: null }, []);
    expect(gaps()[0]).toMatchObject({ display: right, from: 2 * SECOND, to: 9 * SECOND });
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
    await coverage.expect([left]);
    await coverage.began(left, T0 + 20 * SECOND);
    expect(gaps()).toEqual([
      { display: null, cause: 'clock-changed', from: 50 * SECOND, to: 50 * SECOND },
      { display: left, cause: 'clock-changed', from: 50 * SECOND, to: 50 * SECOND },
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
