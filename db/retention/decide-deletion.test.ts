import { HoldId, KeyId, newId } from '@workcompanion/core/ids';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_SEGMENT } from '../queries/span-joint.ts';
import { DAY, decideDeletion, type HeldStretch, type LiveKey } from './decide-deletion.ts';

const HOUR = DAY / 24;
const EPOCH = Date.UTC(2026, 0, 1) * 1000;

interface Segment {
  readonly key: LiveKey;
  readonly from: number;
  readonly to: number;
}

const windows = fc
  .record({
    from: fc.integer({ min: 0, max: 40 * 24 }).map((hours) => EPOCH + hours * HOUR),
    hours: fc.integer({ min: 1, max: 7 * 24 }),
  })
  .map(({ from, hours }) => ({
    id: newId(KeyId),
    windowFrom: from,
    windowTo: from + hours * HOUR,
  }));

/** All that ingest would take for a key: see `assertKeyFits`. */
function segmentsOf(key: LiveKey): fc.Arbitrary<Segment[]> {
  const segment = fc
    .record({
      duration: fc.integer({ min: 1, max: MAX_SEGMENT }),
      where: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ duration, where }) => {
      const first = key.windowFrom - duration;
      const last = key.windowTo + duration - 1;
      const from = Math.floor(first + where * (last - first));
      return { key, from, to: from + duration };
    });
  return fc.array(segment, { maxLength: 6 });
}

const holds = fc.array(
  fc.record({
    from: fc.integer({ min: -24, max: 50 * 24 }),
    hours: fc.option(fc.integer({ min: 1, max: 20 * 24 }), { freq: 5 }),
  }),
  { maxLength: 3 },
);

const situations = fc
  .record({
    keys: fc.array(windows, { maxLength: 8 }),
    holds,
    days: fc.option(fc.integer({ min: 1, max: 60 }), { freq: 10 }),
    now: fc.integer({ min: 0, max: 120 * 24 }).map((hours) => EPOCH + hours * HOUR),
  })
  .chain((base) =>
    fc.tuple(...base.keys.map(segmentsOf)).map((lists) => ({
      ...base,
      segments: lists.flat(),
      holds: base.holds.map(
        ({ from, hours }): HeldStretch => ({
          id: newId(HoldId),
          footageFrom: EPOCH + from * HOUR,
          footageTo: hours === null ? null : EPOCH + (from + hours) * HOUR,
        }),
      ),
    })),
  );

function isHeld({ from, to }: Segment, stretches: readonly HeldStretch[]): boolean {
  return stretches.some(
    (hold) => hold.footageFrom < to && (hold.footageTo === null || hold.footageTo > from),
  );
}

describe('decideDeletion', () => {
  it('never destroys a key of which any segment is young enough, or held', () => {
    fc.assert(
      fc.property(situations, ({ segments, ...input }) => {
        const { destroy } = decideDeletion(input);
        const lost = segments.filter(({ key }) => destroy.includes(key));
        for (const segment of lost) {
          expect(input.days).not.toBeNull();
          expect(segment.to + (input.days ?? Number.NaN) * DAY).toBeLessThanOrEqual(input.now);
          expect(isHeld(segment, input.holds)).toBe(false);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps nothing beyond its days, a key window and three hours, unless it is held', () => {
    fc.assert(
      fc.property(situations, ({ segments: _, ...input }) => {
        const { days } = input;
        if (days === null) return;
        const { destroy } = decideDeletion({ ...input, holds: [] });
        const overdue = input.keys.filter(
          (key) => key.windowTo + days * DAY + 3 * HOUR < input.now,
        );
        expect(destroy).toEqual(expect.arrayContaining(overdue));
      }),
    );
  });

  it('takes no more when a hold comes to it, and tells what the holds save', () => {
    fc.assert(
      fc.property(situations, ({ segments: _, ...input }) => {
        const free = decideDeletion({ ...input, holds: [] }).destroy;
        const { destroy, held } = decideDeletion(input);
        expect(new Set([...destroy, ...held])).toEqual(new Set(free));
        expect(destroy.filter((key) => held.includes(key))).toEqual([]);
      }),
    );
  });

  const key = { id: newId(KeyId), windowFrom: EPOCH, windowTo: EPOCH + DAY };
  const hold = (from: number, to: number | null) => [
    { id: newId(HoldId), footageFrom: from, footageTo: to },
  ];

  it('keeps all when there is no rule, however old it is', () => {
    const input = { keys: [key], holds: [], now: EPOCH + 10_000 * DAY };
    expect(decideDeletion({ ...input, days: null }).destroy).toEqual([]);
    expect(decideDeletion({ ...input, days: 1 }).destroy).toEqual([key]);
  });

  it('is pinned by a hold of one microsecond at either edge of what the key may hold', () => {
    const input = { keys: [key], days: 1, now: EPOCH + 100 * DAY };
    const first = EPOCH - MAX_SEGMENT;
    const end = EPOCH + DAY + 2 * MAX_SEGMENT;
    for (const holds of [hold(first, first + 1), hold(end - 1, end), hold(end - 1, null)]) {
      expect(decideDeletion({ ...input, holds })).toEqual({ destroy: [], held: [key] });
    }
    for (const holds of [hold(first - 1, first), hold(end, null)]) {
      expect(decideDeletion({ ...input, holds })).toEqual({ destroy: [key], held: [] });
    }
  });

  it('waits for the last microsecond', () => {
    const due = EPOCH + DAY + 2 * MAX_SEGMENT + 30 * DAY;
    const input = { keys: [key], holds: [], days: 30 };
    expect(decideDeletion({ ...input, now: due - 1 }).destroy).toEqual([]);
    expect(decideDeletion({ ...input, now: due }).destroy).toEqual([key]);
  });
});
