import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GapCause } from '../protocol/gap-cause.ts';
import {
  buildTimeline,
  type FootageSpan,
  type KnownGap,
  type TimelineInput,
  type TimelineItem,
} from './timeline.ts';

const SECOND = 1_000_000;
/** A day of 1,000 s that has passed, from a device that is still heard of. */
const DAY = { from: 0, to: 1000 * SECOND, now: 5000 * SECOND, lastSeen: null } as const;

describe('buildTimeline', () => {
  it('knows nothing of a day of which it was told nothing', () => {
    expect(timeline({})).toEqual({});
    expect(timeline({ lastSeen: 500 })).toEqual({});
  });

  it('shows footage and nothing around it', () => {
    expect(timeline({ spans: [span('A', 100, 200)] })).toEqual({ A: ['span r1 100-200'] });
  });

  it('names a hole between footage by the gap that explains it', () => {
    expect(
      timeline({
        spans: [span('A', 100, 200), span('A', 300, 400, 'r2')],
        gaps: [gap('A', 'locked', 200, 300)],
      }),
    ).toEqual({ A: ['span r1 100-200', 'locked 200-300', 'span r2 300-400'] });
  });

  it('names what nothing explains', () => {
    expect(
      timeline({
        spans: [span('A', 300, 400, 'r2'), span('A', 100, 200)],
        gaps: [gap('A', 'locked', 220, 250)],
      }),
    ).toEqual({
      A: [
        'span r1 100-200',
        'unexplained 200-220',
        'locked 220-250',
        'unexplained 250-300',
        'span r2 300-400',
      ],
    });
  });

  it('lets a gap of all displays count in each lane', () => {
    expect(
      timeline({
        spans: [span('A', 0, 100), span('B', 0, 100, 'r2'), span('A', 200, 300, 'r3')],
        gaps: [gap(null, 'asleep', 100, 200)],
      }),
    ).toEqual({
      A: ['span r1 0-100', 'asleep 100-200', 'span r3 200-300'],
      B: ['span r2 0-100', 'asleep 100-200'],
    });
  });

  it('shows gaps of all displays in a lane without a name while no display is known', () => {
    const lanes = buildTimeline({
      ...DAY,
      spans: [],
      gaps: [gap(null, 'outside-schedule', 0, 1000)],
    });
    expect(lanes.map((lane) => lane.display)).toEqual([null]);
    expect(lanes[0]?.items).toHaveLength(1);
  });

  it('believes footage more than a gap', () => {
    expect(
      timeline({
        spans: [span('A', 100, 200), span('A', 240, 260)],
        gaps: [gap(null, 'locked', 150, 300)],
      }),
    ).toEqual({
      A: ['span r1 100-200', 'locked 200-240', 'span r1 240-260', 'locked 260-300'],
    });
  });

  it('believes the display’s own gap more than one of all, and the later more than the earlier', () => {
    expect(
      timeline({
        gaps: [
          gap(null, 'outside-schedule', 100, 500),
          gap(null, 'asleep', 200, 300),
          gap('A', 'display-lost', 250, 400),
        ],
      }),
    ).toEqual({
      A: [
        'outside-schedule 100-200',
        'asleep 200-250',
        'display-lost 250-400',
        'outside-schedule 400-500',
      ],
    });
  });

  it('believes any cause more than an unexplained gap', () => {
    expect(
      timeline({ gaps: [gap(null, 'asleep', 100, 300), gap('A', 'unexplained', 200, 400)] }),
    ).toEqual({ A: ['asleep 100-300', 'unexplained 300-400'] });
  });

  it('judges by when a gap began, also before the window', () => {
    const gaps = [gap(null, 'asleep', -20, 100), gap(null, 'outside-schedule', -90, 200)];
    expect(timeline({ gaps: [...gaps, gap('A', 'paused', 200, 210)] })).toEqual({
      A: ['asleep 0-100', 'outside-schedule 100-200', 'paused 200-210'],
    });
  });

  it('keeps the note of a pause', () => {
    const paused = { ...gap('A', 'paused', 100, 200), note: 'doctor' };
    expect(buildTimeline({ ...DAY, spans: [], gaps: [paused] })[0]?.items).toEqual([
      { kind: 'gap', cause: 'paused', note: 'doctor', from: 100 * SECOND, to: 200 * SECOND },
    ]);
  });

  describe('small holes', () => {
    it('are continuity within a recording, up to half a second', () => {
      expect(timeline({ spans: [span('A', 100, 200), span('A', 200.5, 300)] })).toEqual({
        A: ['span r1 100-300'],
      });
      expect(timeline({ spans: [span('A', 100, 200), span('A', 200.51, 300)] })).toEqual({
        A: ['span r1 100-200', 'unexplained 200-200.51', 'span r1 200.51-300'],
      });
    });

    it('are none of that between two recordings', () => {
      expect(timeline({ spans: [span('A', 100, 200), span('A', 200.3, 300, 'r2')] })).toEqual({
        A: ['span r1 100-200', 'unexplained 200-200.3', 'span r2 200.3-300'],
      });
    });

    it('beside a named gap belong to it', () => {
      expect(
        timeline({
          spans: [span('A', 100, 200), span('A', 300, 400, 'r2')],
          gaps: [gap('A', 'locked', 200.2, 299.8)],
        }),
      ).toEqual({ A: ['span r1 100-200', 'locked 200-300', 'span r2 300-400'] });
    });

    it('that a gap names stay named', () => {
      expect(
        timeline({
          spans: [span('A', 100, 200), span('A', 200.2, 300)],
          gaps: [gap('A', 'clock-changed', 200, 200.2)],
        }),
      ).toEqual({ A: ['span r1 100-200', 'clock-changed 200-200.2', 'span r1 200.2-300'] });
    });
  });

  describe('the end', () => {
    it('is pending until the device was last heard of', () => {
      const spans = [span('A', 100, 200)];
      expect(timeline({ spans, lastSeen: 260 })).toEqual({
        A: ['span r1 100-200', 'pending 200-260'],
      });
      expect(timeline({ spans, lastSeen: 4000 })).toEqual({
        A: ['span r1 100-200', 'pending 200-1000'],
      });
      expect(timeline({ spans, lastSeen: 150 })).toEqual({ A: ['span r1 100-200'] });
    });

    it('is no later than now', () => {
      expect(
        timeline({ spans: [span('A', 100, 300)], gaps: [gap(null, 'paused', 300, 900)], now: 250 }),
      ).toEqual({ A: ['span r1 100-250'] });
      expect(timeline({ spans: [span('A', 100, 200)], now: 250, lastSeen: 260 })).toEqual({
        A: ['span r1 100-200', 'pending 200-250'],
      });
    });

    it('is unexplained, and no backlog, when later things are known', () => {
      expect(
        timeline({ spans: [span('A', 100, 200), span('A', 1500, 1600, 'r2')], lastSeen: 4000 }),
      ).toEqual({ A: ['span r1 100-200', 'unexplained 200-1000'] });
    });
  });

  describe('an open gap', () => {
    it('lasts until the device was last heard of', () => {
      const gaps = [gap('A', 'locked', 200, null)];
      expect(timeline({ gaps, lastSeen: 700 })).toEqual({ A: ['locked 200-700'] });
      expect(timeline({ gaps, lastSeen: 4000 })).toEqual({ A: ['locked 200-1000'] });
    });

    it('lasts until now when nobody knows when that was', () => {
      const gaps = [gap('A', 'locked', 200, null)];
      expect(timeline({ gaps, now: 800 })).toEqual({ A: ['locked 200-800'] });
      expect(timeline({ gaps })).toEqual({ A: ['locked 200-1000'] });
    });

    it('ends with the next footage of its lane, though nobody said so yet', () => {
      expect(
        timeline({
          spans: [span('A', 100, 200.1), span('A', 300, 400, 'r2')],
          gaps: [gap(null, 'paused', 200, null)],
          lastSeen: 450,
        }),
      ).toEqual({
        A: ['span r1 100-200.1', 'paused 200.1-300', 'span r2 300-400', 'pending 400-450'],
      });
    });

    it('goes on after another gap within it', () => {
      expect(
        timeline({
          gaps: [gap(null, 'outside-schedule', 100, null), gap('A', 'asleep', 200, 300)],
          lastSeen: 500,
        }),
      ).toEqual({ A: ['outside-schedule 100-200', 'asleep 200-300', 'outside-schedule 300-500'] });
    });
  });

  describe('the beginning', () => {
    it('of a lone display is the first thing known, with what follows unexplained', () => {
      expect(
        timeline({ spans: [span('A', 300, 400)], gaps: [gap(null, 'signed-out', 0, 200)] }),
      ).toEqual({ A: ['signed-out 0-200', 'unexplained 200-300', 'span r1 300-400'] });
    });

    it('of a display that was plugged in while others recorded is its first footage', () => {
      expect(
        timeline({
          spans: [span('A', 100, 500), span('B', 300, 400, 'r2')],
          gaps: [gap(null, 'signed-out', 0, 100)],
        }),
      ).toMatchObject({ B: ['span r2 300-400'] });
    });

    it('of a display that was plugged in during a gap of all is after the others’ footage', () => {
      expect(
        timeline({
          spans: [span('A', 100, 200), span('A', 300, 400, 'r2'), span('B', 300, 400, 'r3')],
          gaps: [gap(null, 'asleep', 190, 300)],
        }),
      ).toMatchObject({ B: ['asleep 200-300', 'span r3 300-400'] });
    });

    it('of a display that is known from the day before is the window’s', () => {
      expect(
        timeline({
          spans: [span('A', 0, 500), span('B', -50, -20, 'r2'), span('B', 300, 400, 'r3')],
          gaps: [gap('B', 'display-lost', -20, 200)],
        }),
      ).toMatchObject({ B: ['display-lost 0-200', 'unexplained 200-300', 'span r3 300-400'] });
    });
  });

  it('gives one ordered, unbroken account of each lane, whatever it is told', () => {
    fc.assert(
      fc.property(inputs(), (input) => {
        for (const { display, items } of buildTimeline(input)) {
          expectUnbroken(items);
          expect(items[0]?.from).toBeGreaterThanOrEqual(input.from);
          expect(items.at(-1)?.to).toBeLessThanOrEqual(Math.min(input.to, input.now));
          for (let at = input.from; at < input.to; at += SECOND / 2) {
            expectTruth(
              input,
              display,
              at,
              items.find((item) => item.from <= at && at < item.to),
            );
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order in which it is told', () => {
    fc.assert(
      fc.property(inputs(), (input) => {
        const spans = input.spans.toReversed();
        expect(buildTimeline({ ...input, spans })).toEqual(buildTimeline(input));
      }),
    );
  });

  it('takes a day of ten thousand spans in well under a second', () => {
    const spans = Array.from({ length: 10_000 }, (_, at) => span('A', at, at + 0.4, `r${at}`));
    const gaps = spans.map(({ to }) => gap(null, 'paused', to / SECOND, to / SECOND + 0.3));
    const started = performance.now();
    const lanes = buildTimeline({ ...DAY, to: 1e10, now: 1e10, spans, gaps });
    expect(lanes[0]?.items.length).toBe(20_000);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

type Seconds = Partial<Omit<TimelineInput, 'from' | 'to'>>;

/** The lanes in short form; times in seconds. */
function timeline({ spans = [], gaps = [], now, lastSeen }: Seconds): Record<string, string[]> {
  const lanes = buildTimeline({
    ...DAY,
    spans,
    gaps,
    now: now === undefined ? DAY.now : now * SECOND,
    lastSeen: lastSeen == null ? null : lastSeen * SECOND,
  });
  return Object.fromEntries(lanes.map((lane) => [String(lane.display), lane.items.map(inShort)]));
}

function inShort(item: TimelineItem): string {
  const stretch = `${item.from / SECOND}-${item.to / SECOND}`;
  if (item.kind === 'span') return `span ${item.recordingId} ${stretch}`;
  return `${item.kind === 'gap' ? item.cause : item.kind} ${stretch}`;
}

function span(display: string, from: number, to: number, recordingId = 'r1'): FootageSpan {
  return { display, recordingId, from: from * SECOND, to: to * SECOND };
}

function gap(display: string | null, cause: GapCause, from: number, to: number | null): KnownGap {
  return { display, cause, from: from * SECOND, to: to === null ? null : to * SECOND, note: null };
}

function expectUnbroken(items: readonly TimelineItem[]): void {
  expect(items.length).toBeGreaterThan(0);
  for (const [at, item] of items.entries()) {
    expect(item.to).toBeGreaterThan(item.from);
    const next = items[at + 1];
    if (next !== undefined) expect(next.from).toBe(item.to);
    if (item.kind === 'pending') expect(next).toBeUndefined();
  }
}

/** Checks one moment against the raw input, by the rules as they are told and not as they are coded. */
function expectTruth(
  input: TimelineInput,
  display: string | null,
  at: number,
  item: TimelineItem | undefined,
): void {
  const holds = ({ from, to }: { from: number; to: number | null }) =>
    from <= at && at < (to ?? Number.POSITIVE_INFINITY);
  const known = at < Math.min(input.to, input.now);
  const footage = known && input.spans.some((one) => one.display === display && holds(one));
  if (footage) expect(item?.kind).toBe('span');
  const closed = input.gaps.filter((one) => one.display === display && one.to !== null);
  if (!footage && known && closed.some(holds)) expect(item?.kind).toBe('gap');
  if (item?.kind === 'pending') {
    expect(at).toBeLessThan(input.lastSeen ?? 0);
    const later = [...input.spans, ...input.gaps].filter((one) => one.display === display);
    expect(later.every((one) => one.to === null || one.to <= at || one.to <= one.from)).toBe(true);
  }
  if (item?.kind === 'gap' && item.cause !== 'unexplained') {
    const causes = input.gaps
      .filter((one) => one.display === display || one.display === null)
      .filter((one) => one.from - SECOND / 2 <= at && at < (one.to ?? Infinity) + SECOND / 2);
    expect(causes.map((one) => one.cause)).toContain(item.cause);
  }
}

function inputs(): fc.Arbitrary<TimelineInput> {
  const moment = fc.integer({ min: -40, max: 140 }).map((halves) => halves * (SECOND / 4));
  const display = fc.constantFrom('A', 'B', 'C');
  const stretch = fc.tuple(moment, fc.nat(40)).map(([from, quarters]) => ({
    from,
    to: from + quarters * (SECOND / 4),
  }));
  const spans = fc.uniqueArray(
    fc
      .tuple(stretch, display, fc.constantFrom('r1', 'r2', 'r3'))
      .map(([times, name, recordingId]) => ({ ...times, display: name, recordingId })),
    { maxLength: 12, selector: ({ display: name, from }) => `${name} ${from}` },
  );
  const cause = fc.constantFrom<GapCause[]>('locked', 'asleep', 'paused', 'unexplained');
  const gaps = fc.array(
    fc
      .tuple(stretch, fc.option(display), cause, fc.boolean())
      .map(([{ from, to }, name, why, open]): KnownGap => {
        return { from, to: open ? null : to, display: name, cause: why, note: null };
      }),
    { maxLength: 8 },
  );
  return fc.record({
    from: fc.constant(0),
    to: fc.constant(25 * SECOND),
    now: moment,
    lastSeen: fc.option(moment),
    spans,
    gaps,
  });
}
