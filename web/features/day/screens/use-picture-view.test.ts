import fc from 'fast-check';
import { expect, test } from 'vitest';
import { movePicture, type PictureView, WHOLE, zoomPicture } from './use-picture-view.ts';

const part = fc.double({ min: 0, max: 1, noNaN: true });
const spot = fc.record({ x: part, y: part });
const step = fc.oneof(
  fc.record({ factor: fc.double({ min: 0.2, max: 5, noNaN: true }), spot }),
  fc.record({ by: fc.record({ x: fc.double({ min: -3, max: 3, noNaN: true }), y: part }) }),
);
const after = (steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[]) =>
  steps.reduce<PictureView>(
    (view, one) =>
      'by' in one ? movePicture(view, one.by) : zoomPicture(view, one.factor, one.spot),
    WHOLE,
  );

test('whatever is done, the picture fills its box', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const { scale, x, y } = after(steps);
      expect(scale).toBeGreaterThanOrEqual(1);
      expect(scale).toBeLessThanOrEqual(12);
      for (const shift of [x, y]) {
        expect(shift).toBeLessThanOrEqual(0);
        expect(shift + scale).toBeGreaterThanOrEqual(1 - 1e-9);
      }
    }),
  );
});

test('coming closer keeps what is under the pointer there', () => {
  fc.assert(
    fc.property(spot, fc.double({ min: 1, max: 3, noNaN: true }), (at, factor) => {
      const view = zoomPicture(WHOLE, 2, { x: 0.5, y: 0.5 });
      const under = { x: (at.x - view.x) / view.scale, y: (at.y - view.y) / view.scale };
      const closer = zoomPicture(view, factor, at);
      expect(closer.x + under.x * closer.scale).toBeCloseTo(at.x, 9);
      expect(closer.y + under.y * closer.scale).toBeCloseTo(at.y, 9);
    }),
  );
});

test('going back leads to the whole picture', () => {
  const close = zoomPicture(WHOLE, 4, { x: 0.9, y: 0.1 });
  expect(zoomPicture(close, 0.25, { x: 0.2, y: 0.7 })).toEqual({
    scale: 1,
    x: expect.closeTo(0),
    y: expect.closeTo(0),
  });
});
