import { GapId, newId, RecordingId } from '@workcompanion/core/ids';
import type { WeeklySchedule } from '@workcompanion/core/protocol/policy';
import { DisplayName } from '@workcompanion/core/protocol/primitives';
import { expect, test } from 'vitest';
import { type AbsenceFacts, explainAbsence } from './explain-absence.ts';
import type { OpenGap, OpenRecording } from './open-state.ts';

const MINUTE = 60_000_000;
/** Monday, 8:00 UTC. */
const T0 = Date.UTC(2026, 0, 5, 8) * 1000;
const left = DisplayName.parse('LEFT');
const right = DisplayName.parse('RIGHT');

function explain(facts: Partial<AbsenceFacts>) {
  return explainAbsence({
    recordings: [],
    gaps: [],
    lastAlive: null,
    now: T0 + 60 * MINUTE,
    cause: 'killed',
    note: null,
    schedule: null,
    fullSince: null,
    damaged: null,
    ...facts,
  });
}

function recording(display: DisplayName, known: Partial<OpenRecording>): OpenRecording {
  return {
    recording: newId(RecordingId),
    display,
    firstStart: T0,
    lastEnd: T0,
    segments: 1,
    beganAt: T0,
    ...known,
  };
}

function gap(known: Partial<OpenGap>): OpenGap {
  return {
    gap: newId(GapId),
    kind: 'gap',
    display: null,
    cause: 'disk-full',
    from: T0,
    until: null,
    note: null,
    ...known,
  };
}

test('has nothing to say after no run, or one that stopped in order', () => {
  expect(explain({})).toEqual([]);
  expect(explain({ gaps: [gap({ cause: 'stopped' })], lastAlive: T0 })).toEqual([]);
});

test('ends each recording at its last frame, and opens a gap of all from the latest of them', () => {
  const recordings = [
    recording(left, { lastEnd: T0 + 10 * MINUTE, segments: 10 }),
    recording(right, { lastEnd: T0 + 9 * MINUTE }),
  ];
  expect(explain({ recordings })).toMatchObject([
    {
      kind: 'recording-ended',
      display: left,
      end: T0 + 10 * MINUTE,
      segments: 10,
      reason: 'killed',
    },
    { kind: 'recording-ended', display: right, end: T0 + 9 * MINUTE },
    { kind: 'gap', display: right, cause: 'killed', from: T0 + 9 * MINUTE, to: T0 + 10 * MINUTE },
    { kind: 'gap', display: null, cause: 'killed', from: T0 + 10 * MINUTE, to: null },
  ]);
});

test('ends an open gap where footage had begun, before it opens the next', () => {
  const open = gap({ cause: 'killed', from: T0 });
  const recordings = [recording(left, { firstStart: T0 + 2 * MINUTE, lastEnd: T0 + 3 * MINUTE })];
  expect(explain({ gaps: [open], recordings })).toMatchObject([
    { kind: 'recording-ended' },
    { kind: 'gap', gap: open.gap, from: T0, to: T0 + 2 * MINUTE },
    { kind: 'gap', cause: 'killed', from: T0 + 3 * MINUTE, to: null },
  ]);
});

test('a recording without a frame on the disk does not hide that the run died', () => {
  const open = gap({ cause: 'stopped', from: T0 });
  const recordings = [recording(left, { firstStart: null, lastEnd: null, segments: 0 })];
  expect(explain({ gaps: [open], recordings, lastAlive: T0 + 5 * MINUTE })).toMatchObject([
    { kind: 'recording-ended', segments: 0, end: T0 },
    { kind: 'gap', gap: open.gap, to: T0 + 5 * MINUTE },
    { kind: 'gap', cause: 'killed', from: T0 + 5 * MINUTE },
  ]);
});

test('a full disk explains the time only while the recorder lived to see it', () => {
  const open = gap({ cause: 'disk-full' });
  expect(explain({ gaps: [open], lastAlive: T0 + MINUTE, cause: 'crashed' })).toMatchObject([
    { kind: 'gap', gap: open.gap, cause: 'disk-full', to: T0 + MINUTE },
    { kind: 'gap', cause: 'crashed', from: T0 + MINUTE },
  ]);
});

test('a start that found no room tells that time apart from the one that nobody ran', () => {
  const recordings = [recording(left, { lastEnd: T0 + MINUTE })];
  expect(explain({ recordings, fullSince: T0 + 5 * MINUTE })).toMatchObject([
    { kind: 'recording-ended', reason: 'killed' },
    { kind: 'gap', cause: 'killed', from: T0 + MINUTE, to: T0 + 5 * MINUTE },
    { kind: 'gap', display: null, cause: 'disk-full', from: T0 + 5 * MINUTE, to: null },
  ]);
});

test('a pause goes on until its end, whether or not the recorder runs', () => {
  const pause = gap({ kind: 'paused', cause: 'paused', until: T0 + 90 * MINUTE });
  expect(explain({ gaps: [pause], lastAlive: T0 + MINUTE })).toEqual([]);
  const short = gap({ kind: 'paused', cause: 'paused', until: T0 + 30 * MINUTE });
  expect(explain({ gaps: [short], lastAlive: T0 + MINUTE })).toMatchObject([
    { kind: 'resumed', gap: short.gap, to: T0 + 30 * MINUTE },
    { kind: 'gap', cause: 'killed', from: T0 + 30 * MINUTE },
  ]);
});

test('outside the schedule nothing is missed before the schedule begins again', () => {
  const schedule: WeeklySchedule = {
    timeZone: 'UTC',
    days: { 1: [{ from: 540, to: 1020 }], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] },
  };
  const night = gap({ cause: 'outside-schedule', from: T0 });
  const facts = { gaps: [night], schedule, lastAlive: T0 + MINUTE };
  expect(explain({ ...facts, now: T0 + 59 * MINUTE })).toEqual([]);
  expect(explain({ ...facts, now: T0 + 90 * MINUTE })).toMatchObject([
    { kind: 'gap', gap: night.gap, to: T0 + 60 * MINUTE },
    { kind: 'gap', cause: 'killed', from: T0 + 60 * MINUTE },
  ]);
});

test('a gap of one display ends where the gap of all begins, unless the display is gone', () => {
  const own = gap({ display: right, cause: 'capture-failed', from: T0 + MINUTE });
  const recordings = [recording(left, { lastEnd: T0 + 10 * MINUTE })];
  const ofAll = { kind: 'gap', display: null, cause: 'killed', from: T0 + 10 * MINUTE };
  expect(explain({ gaps: [own], recordings })).toMatchObject([
    { kind: 'recording-ended' },
    { kind: 'gap', gap: own.gap, display: right, to: T0 + 10 * MINUTE },
    ofAll,
  ]);
  const lost = gap({ display: right, cause: 'display-lost', from: T0 + MINUTE });
  expect(explain({ gaps: [lost], recordings })).toMatchObject([{ kind: 'recording-ended' }, ofAll]);
});

test('a display that had only begun keeps what is on the disk', () => {
  const own = gap({ display: left, cause: 'locked', from: T0 });
  const waiting = gap({ display: right, cause: 'locked', from: T0 });
  const recordings = [recording(left, { firstStart: T0 + MINUTE, lastEnd: T0 + 2 * MINUTE })];
  expect(explain({ gaps: [own, waiting], recordings })).toMatchObject([
    { kind: 'recording-ended' },
    { kind: 'gap', gap: own.gap, to: T0 + MINUTE },
    { kind: 'gap', gap: waiting.gap, to: T0 + 2 * MINUTE },
    { kind: 'gap', display: null, cause: 'killed', from: T0 + 2 * MINUTE },
  ]);
});

test('begins where the footage ends that a damaged journal still knows, or at the last sign of life', () => {
  const lastAlive = T0 + MINUTE;
  const second = 1_000_000;
  const damaged = new Map([
    [left, lastAlive - second],
    [right, lastAlive - 2 * second],
  ]);
  expect(explain({ damaged, lastAlive })).toMatchObject([
    { kind: 'gap', display: right, from: lastAlive - 2 * second, to: lastAlive - second },
    { kind: 'gap', display: null, from: lastAlive - second, to: null },
  ]);
  const old = new Map([[left, T0]]);
  expect(explain({ damaged: old, lastAlive })).toMatchObject([{ display: null, from: lastAlive }]);
  expect(explain({ damaged: new Map(), lastAlive: null })).toEqual([]);
});
