import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { PERSON_ZONE, type WeeklySchedule } from '../protocol/policy.ts';
import { isScheduled, nextChange } from './weekly-schedule.ts';

const MINUTE = 60_000;
const DAY = 1440;
type Windows = WeeklySchedule['days'][keyof WeeklySchedule['days']];

const office = schedule('Europe/Berlin', [at(9, 12), at(13, 17)], [1, 2, 3, 4, 5]);

describe('weekly schedule', () => {
  it('is always on when there is none', () => {
    expect(isScheduled(null, 0)).toBe(true);
    expect(nextChange(null, 0)).toBeNull();
  });

  it('holds half-open windows in the person’s zone', () => {
    // 2026-03-16 is a Monday; Berlin is at +01:00.
    expect(isScheduled(office, utc('2026-03-16T07:59:59.999Z'))).toBe(false);
    expect(isScheduled(office, utc('2026-03-16T08:00:00Z'))).toBe(true);
    expect(isScheduled(office, utc('2026-03-16T10:59:59.999Z'))).toBe(true);
    expect(isScheduled(office, utc('2026-03-16T11:00:00Z'))).toBe(false);
    expect(isScheduled(office, utc('2026-03-16T12:00:00Z'))).toBe(true);
    expect(isScheduled(office, utc('2026-03-15T10:00:00Z'))).toBe(false);
  });

  it('goes by this computer’s own clock where the policy says so', () => {
    const own = { ...office, timeZone: PERSON_ZONE };
    const here = { ...office, timeZone: Temporal.Now.timeZoneId() };
    for (let hour = 0; hour < 7 * 24; hour += 1) {
      const at = utc('2026-03-16T00:00:00Z') + hour * 60 * MINUTE;
      expect(isScheduled(own, at)).toBe(isScheduled(here, at));
      expect(nextChange(own, at)).toBe(nextChange(here, at));
    }
  });

  it('finds the next change, over a weekend and its clock change', () => {
    expect(next(office, '2026-03-16T07:00:00Z')).toBe('2026-03-16T08:00:00.000Z');
    expect(next(office, '2026-03-16T08:00:00Z')).toBe('2026-03-16T11:00:00.000Z');
    // Friday evening at +01:00 to Monday morning at +02:00.
    expect(next(office, '2026-03-27T16:00:00Z')).toBe('2026-03-30T07:00:00.000Z');
    expect(next(office, '2026-10-23T15:00:00Z')).toBe('2026-10-26T08:00:00.000Z');
  });

  it('never changes when it is empty or whole', () => {
    expect(nextChange(schedule('Europe/Berlin', []), 0)).toBeNull();
    expect(nextChange(schedule('Europe/Berlin', [{ from: 540, to: 540 }]), 0)).toBeNull();
    expect(nextChange(schedule('Europe/Berlin', [{ from: 0, to: DAY }]), 0)).toBeNull();
    expect(isScheduled(schedule('Europe/Berlin', [{ from: 0, to: DAY }]), 0)).toBe(true);
  });

  it('runs on over midnight and over windows that touch', () => {
    const night = schedule('Europe/Berlin', [
      { from: 0, to: 360 },
      { from: 1320, to: 1380 },
      { from: 1380, to: DAY },
    ]);
    expect(next(night, '2026-03-16T20:00:00Z')).toBe('2026-03-16T21:00:00.000Z');
    expect(next(night, '2026-03-16T21:00:00Z')).toBe('2026-03-17T05:00:00.000Z');
  });

  describe('in the night of 2026-03-29, which skips 02:00 to 03:00 in Berlin', () => {
    it('never comes to a window inside the hour that is missing', () => {
      const inside = schedule('Europe/Berlin', [{ from: 135, to: 165 }]);
      expect(next(inside, '2026-03-28T12:00:00Z')).toBe('2026-03-30T00:15:00.000Z');
    });

    it('begins a window at the jump when its beginning is missing', () => {
      const cut = schedule('Europe/Berlin', [{ from: 150, to: 240 }]);
      expect(next(cut, '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
      expect(next(cut, '2026-03-29T01:00:00Z')).toBe('2026-03-29T02:00:00.000Z');
    });

    it('ends a window at the jump when its end is missing', () => {
      const cut = schedule('Europe/Berlin', [{ from: 60, to: 150 }]);
      expect(next(cut, '2026-03-29T00:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
    });

    it('waits two weeks for a window that only Sunday has', () => {
      const sunday = schedule('Europe/Berlin', [{ from: 135, to: 165 }], [7]);
      expect(next(sunday, '2026-03-22T12:00:00Z')).toBe('2026-04-05T00:15:00.000Z');
    });
  });

  describe('in the night of 2026-10-25, which has 02:00 to 03:00 twice in Berlin', () => {
    it('comes twice to a window inside the hour', () => {
      const inside = schedule('Europe/Berlin', [{ from: 135, to: 165 }]);
      const edges = [
        '2026-10-25T00:15',
        '2026-10-25T00:45',
        '2026-10-25T01:15',
        '2026-10-25T01:45',
      ];
      let now = '2026-10-25T00:00:00Z';
      for (const edge of edges) {
        now = next(inside, now) ?? '';
        expect(now).toBe(`${edge}:00.000Z`);
      }
    });

    it('keeps a window open that holds the whole hour', () => {
      const around = schedule('Europe/Berlin', [{ from: 60, to: 240 }]);
      expect(next(around, '2026-10-24T23:00:00Z')).toBe('2026-10-25T03:00:00.000Z');
    });
  });

  it.each(['Europe/Berlin', 'Asia/Shanghai', 'America/St_Johns', 'Australia/Lord_Howe', 'UTC'])(
    'changes just where it says, and nowhere before, in %s',
    (timeZone) => {
      fc.assert(
        fc.property(schedules(timeZone), minutes(), (weekly, start) => {
          const change = nextChange(weekly, start);
          const before = isScheduled(weekly, start);
          const end = change ?? start + 16 * DAY * MINUTE;
          for (let t = start; t < end; t += 15 * MINUTE)
            expect(isScheduled(weekly, t)).toBe(before);
          if (change === null) return;
          expect(change).toBeGreaterThan(start);
          expect(isScheduled(weekly, change - 1)).toBe(before);
          expect(isScheduled(weekly, change)).toBe(!before);
        }),
        { numRuns: 30 },
      );
    },
  );
});

function at(fromHour: number, toHour: number): { from: number; to: number } {
  return { from: fromHour * 60, to: toHour * 60 };
}

/** The same windows on each of `weekdays`. */
function schedule(
  timeZone: string,
  windows: Windows,
  weekdays: readonly number[] = [1, 2, 3, 4, 5, 6, 7],
): WeeklySchedule {
  const on = (weekday: number) => (weekdays.includes(weekday) ? windows : []);
  const days = { 1: on(1), 2: on(2), 3: on(3), 4: on(4), 5: on(5), 6: on(6), 7: on(7) };
  return { timeZone, days };
}

function next(weekly: WeeklySchedule, now: string): string | null {
  const change = nextChange(weekly, utc(now));
  return change === null ? null : new Date(change).toISOString();
}

function utc(text: string): number {
  return Date.parse(text);
}

/** Around the clock changes of both halves of the year, to the minute. */
function minutes(): fc.Arbitrary<number> {
  const weekAround = fc.integer({ min: -4 * DAY, max: 4 * DAY });
  const nights = fc.constantFrom(
    '2026-03-29',
    '2026-03-08',
    '2026-10-25',
    '2026-04-05',
    '2026-10-04',
  );
  return fc.tuple(nights, weekAround).map(([night, away]) => utc(night) + away * MINUTE);
}

function schedules(timeZone: string): fc.Arbitrary<WeeklySchedule> {
  const minute = fc.integer({ min: 0, max: DAY / 15 }).map((quarter) => quarter * 15);
  const window = fc.tuple(minute, minute).map(([from, to]) => ({ from, to }));
  const windows = fc.array(window, { maxLength: 3 });
  const weekdays = fc.subarray([1, 2, 3, 4, 5, 6, 7]);
  return fc.tuple(windows, weekdays).map(([list, days]) => schedule(timeZone, list, days));
}
