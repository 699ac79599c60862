import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packScreens } from './pack-screens.ts';

describe('packScreens', () => {
  it('fills the room with one screen as far as its shape allows', () => {
    expect(packScreens([2], { width: 1000, height: 400, gap: 10, caption: 0 })).toEqual([
      { left: 100, top: 0, width: 800, height: 400 },
    ]);
  });

  it('gives screens side by side one height', () => {
    const [first, second] = packScreens([16 / 9, 5 / 4], {
      width: 1100,
      height: 600,
      gap: 12,
      caption: 0,
    });
    expect(first?.height).toBeCloseTo(second?.height ?? 0);
    expect((first?.width ?? 0) + (second?.width ?? 0) + 12).toBeCloseTo(1100);
  });

  it('stacks them where the room is high', () => {
    const boxes = packScreens([16 / 9, 16 / 9], { width: 500, height: 900, gap: 12, caption: 0 });
    expect(boxes.map(({ width }) => width)).toEqual([500, 500]);
  });

  it('never leaves the room and never overlaps', () => {
    const aspects = fc.array(fc.double({ min: 0.5, max: 3.6, noNaN: true }), {
      minLength: 1,
      maxLength: 7,
    });
    const size = fc.integer({ min: 400, max: 2000 });
    fc.assert(
      fc.property(aspects, size, size, (shapes, width, height) => {
        const boxes = packScreens(shapes, { width, height, gap: 8, caption: 26 });
        expect(boxes).toHaveLength(shapes.length);
        for (const [index, box] of boxes.entries()) {
          expect(box.left).toBeGreaterThanOrEqual(-0.01);
          expect(box.left + box.width).toBeLessThanOrEqual(width + 0.01);
          expect(box.top + box.height + 26).toBeLessThanOrEqual(height + 0.01);
          for (const other of boxes.slice(index + 1)) {
            const isApart =
              other.left >= box.left + box.width - 0.01 ||
              other.top >= box.top + box.height + 26 - 0.01;
            expect(isApart).toBe(true);
          }
        }
      }),
    );
  });
});
