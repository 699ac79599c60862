import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GapCause } from '../protocol/gap-cause.ts';
import { DAY, gap, SECOND, span } from './testing/short-timeline.ts';
import { buildTimeline, type KnownGap, type TimelineInput, type TimelineItem } from './timeline.ts';

describe('buildTimeline, whatever it is told', () => {
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
