import { expect, test } from 'vitest';
import { withoutOverlaps } from './without-overlaps.ts';

const S = 1_000_000;
const segment = (recordingId: string, from: number, to: number) => ({
  recordingId,
  startMicros: from * S,
  durationMicros: (to - from) * S,
});

test('leaves what does not overlap as it is', () => {
  const segments = [segment('a', 0, 4), segment('a', 4, 8), segment('b', 8, 12)];
  expect(withoutOverlaps(segments)).toEqual(segments);
});

test('ends a recording where its successor begins, and leaves out the rest of it', () => {
  const segments = [
    segment('a', 0, 30),
    segment('b', 28, 32),
    segment('a', 30, 37),
    segment('b', 32, 36),
    segment('b', 36, 40),
  ];
  expect(withoutOverlaps(segments)).toEqual([
    segment('a', 0, 28),
    segment('b', 28, 32),
    segment('b', 32, 36),
    segment('b', 36, 40),
  ]);
});

test('goes back to the earlier recording where it outlasts the later', () => {
  const segments = [
    segment('a', 0, 4),
    segment('b', 3, 6),
    segment('a', 4, 8),
    segment('a', 8, 12),
  ];
  expect(withoutOverlaps(segments)).toEqual([
    segment('a', 0, 3),
    segment('b', 3, 6),
    segment('a', 8, 12),
  ]);
});

test('never lists a moment twice, whatever overlaps', () => {
  for (let seed = 1; seed < 200; seed += 1) {
    const segments = Array.from({ length: 12 }, (_, index) => {
      const from = (seed * 7919 * (index + 3)) % 97;
      return segment(`r${(seed * index) % 3}`, from, from + 1 + ((seed + index * 31) % 9));
    }).toSorted((a, b) => a.startMicros - b.startMicros);
    const kept = withoutOverlaps(segments);
    for (const [index, { startMicros, durationMicros }] of kept.entries()) {
      const next = kept[index + 1];
      expect(durationMicros).toBeGreaterThan(0);
      if (next) expect(startMicros + durationMicros).toBeLessThanOrEqual(next.startMicros);
    }
  }
});
