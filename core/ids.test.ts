import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeviceId, idLowerBound, idTimeMs, newId, SegmentId } from './ids.ts';

const LAST_MS = 2 ** 48 - 1;

describe('ids', () => {
  it('are UUIDv7 in lower case, and never twice the same', () => {
    const ids = Array.from({ length: 10_000 }, () => newId(DeviceId));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids.slice(0, 100)) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it('are stamped with the present unless another time is given', () => {
    const before = Date.now();
    const stamp = idTimeMs(newId(SegmentId));
    expect(stamp).toBeGreaterThanOrEqual(before);
    expect(stamp).toBeLessThanOrEqual(Date.now() + 1);
  });

  it('carry the millisecond they are stamped with', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LAST_MS }), (unixMs) => {
        expect(idTimeMs(newId(SegmentId, unixMs))).toBe(unixMs);
        expect(idTimeMs(newId(SegmentId, unixMs + 0.9))).toBe(unixMs);
      }),
    );
  });

  it('sort by their time, each between the bounds of its millisecond and the next', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LAST_MS - 1 }), (unixMs) => {
        const id = newId(SegmentId, unixMs);
        expect(idLowerBound(unixMs) < id).toBe(true);
        expect(id < idLowerBound(unixMs + 1)).toBe(true);
      }),
    );
  });

  it('have bounds also for times that no id can have', () => {
    expect(idLowerBound(-5)).toBe('00000000-0000-0000-0000-000000000000');
    expect(idLowerBound(1.9)).toBe('00000000-0001-0000-0000-000000000000');
  });

  it.each(['', 'x', '019d36a1-0000-4000-8000-000000000001', idLowerBound(1)])(
    'are not just any text: %j',
    (text) => {
      expect(DeviceId.safeParse(text).success).toBe(false);
      expect(() => idTimeMs(text)).toThrow(TypeError);
    },
  );
});
