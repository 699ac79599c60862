import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TimelinePiece } from '../../contract/people.ts';
import { accountedFor, lengthOf } from '../views/read-views.ts';
import { mergeLanes } from './merge-lanes.ts';

const piece = (
  kind: TimelinePiece['kind'],
  from: number,
  to: number,
  cause: string | null = null,
): TimelinePiece => ({ kind, from, to, cause, note: null });

describe('lanes drawn as one', () => {
  test('show footage wherever any display has it', () => {
    const left = [piece('span', 0, 10), piece('gap', 10, 30, 'locked')];
    const right = [piece('gap', 0, 20, 'display-lost'), piece('span', 20, 30)];
    expect(mergeLanes([left, right])).toEqual([
      piece('span', 0, 10),
      piece('gap', 10, 20, 'locked'),
      piece('span', 20, 30),
    ]);
  });

  test('show what is underway rather than a gap', () => {
    const lanes = [[piece('gap', 0, 10, 'locked')], [piece('pending', 5, 10)]];
    expect(mergeLanes(lanes)).toEqual([piece('gap', 0, 5, 'locked'), piece('pending', 5, 10)]);
  });

  test('leave open what no lane knows', () => {
    expect(mergeLanes([[piece('span', 0, 1)], [piece('span', 5, 6)]])).toEqual([
      piece('span', 0, 1),
      piece('span', 5, 6),
    ]);
    expect(mergeLanes([])).toEqual([]);
  });

  const lane = fc
    .array(fc.record({ kind: fc.constantFrom('span', 'gap', 'pending'), length: fc.nat(9) }))
    .map((parts) => {
      let at = 0;
      return parts.flatMap(({ kind, length }) => {
        const from = at;
        at += length;
        return length > 0 && kind !== 'gap' ? [piece(kind, from, at)] : [];
      });
    });
  test('agree with a look at every single moment', () => {
    fc.assert(
      fc.property(fc.array(lane, { maxLength: 4 }), (lanes) => {
        const merged = mergeLanes(lanes);
        for (let at = 0; at < 100; at += 1) {
          const holds = ({ from, to }: TimelinePiece) => from <= at && at < to;
          const kinds = lanes
            .flat()
            .filter(holds)
            .map((one) => one.kind);
          const wanted = kinds.includes('span') ? 'span' : kinds[0];
          expect(merged.find(holds)?.kind).toBe(wanted);
        }
        for (const [index, { from }] of merged.entries()) {
          expect(merged[index - 1]?.to ?? 0).toBeLessThanOrEqual(from);
        }
      }),
    );
  });
});

describe('how much is accounted for', () => {
  test('leaves out only what nobody can explain', () => {
    const lanes = [
      [piece('span', 0, 60), piece('gap', 60, 90, 'locked')],
      [piece('gap', 0, 10, 'unexplained')],
    ];
    expect(accountedFor(lanes)).toBe(0.9);
  });

  test('is not known of a day of which nothing is', () => {
    expect(accountedFor([])).toBeNull();
  });

  test('counts in µs', () => {
    expect(lengthOf([piece('span', 5, 7), piece('gap', 7, 8)])).toBe(3);
  });
});
