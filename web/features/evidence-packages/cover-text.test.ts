import { ClipId, DeviceId, newId, PersonId } from '@workcompanion/core/ids';
import { describe, expect, test } from 'vitest';
import type { Clip } from '../../contract/clips.ts';
import type { SearchHit } from '../../contract/search.ts';
import { coverTexts } from './cover-text.ts';

const SECOND = 1_000_000;
const NOON = Date.UTC(2026, 10, 24, 12) * 1000;
const device = newId(DeviceId);
const person = newId(PersonId);
const at = (seconds: number): number => NOON + seconds * SECOND;

const clip: Clip = {
  id: newId(ClipId),
  title: 'A clip',
  person: { id: person, name: 'Ada', timeZone: 'UTC' },
  displays: [{ device, display: 'DP-1', hostname: 'desk' }],
  from: at(0),
  to: at(600),
  createdAt: at(900),
  createdBy: 'Cleo',
  isHeld: false,
  disclosesWindow: false,
  texts: null,
};

function hit(from: number, to: number, change: Partial<SearchHit> = {}): SearchHit {
  return {
    kind: 'hit',
    place: 'texts',
    person,
    device,
    display: 'DP-1',
    screen: { width: 1000, height: 500 },
    from: at(from),
    to: at(to),
    program: null,
    title: null,
    text: 'Card 4111',
    marks: [],
    box: { x: 100, y: 50, width: 200, height: 20 },
    isFront: true,
    ...change,
  };
}

const regions = (hits: readonly SearchHit[]) =>
  coverTexts(hits, clip).flatMap((one) => one.regions);

describe('covering a text', () => {
  test('fills its whole line with a margin, until the readings before and after', () => {
    const [region] = regions([hit(60, 90)]);
    expect(region).toMatchObject({ from: at(54), to: at(96), isCovered: true });
    expect(region?.x).toBeCloseTo(0.093, 6);
    expect(region?.y).toBeCloseTo(0.086, 6);
    expect(region?.width).toBeCloseTo(0.214, 6);
    expect(region?.height).toBeCloseTo(0.068, 6);
  });

  test('covers the way between two places where it was scrolled', () => {
    const box = { x: 100, y: 400, width: 200, height: 20 };
    const [first, between, second] = regions([hit(60, 70), hit(75, 90, { box })]);
    expect([first?.y, second?.y]).toEqual([expect.closeTo(0.086, 6), expect.closeTo(0.786, 6)]);
    expect(between).toMatchObject({ from: at(64), to: at(81) });
    expect(between?.y).toBeCloseTo(0.086, 6);
    expect((between?.y ?? 0) + (between?.height ?? 0)).toBeCloseTo(0.854, 6);
  });

  test('does not join what stood elsewhere long after, or says something else', () => {
    const box = { x: 100, y: 400, width: 200, height: 20 };
    expect(regions([hit(60, 70), hit(100, 110, { box })])).toHaveLength(2);
    expect(regions([hit(60, 70), hit(75, 90, { box, text: 'Other' })])).toHaveLength(2);
  });

  test('stays within the clip and the picture', () => {
    const box = { x: 990, y: -5, width: 200, height: 20 };
    const [region] = regions([hit(-30, 3, { box })]);
    expect(region).toMatchObject({ from: at(0), to: at(9), y: 0 });
    expect((region?.x ?? 0) + (region?.width ?? 0)).toBe(1);
    // Last read a moment before the clip: it may have stood at its beginning.
    expect(regions([hit(-30, -2)])).toMatchObject([{ from: at(0), to: at(4) }]);
    expect(regions([hit(-30, -10)])).toEqual([]);
    expect(regions([hit(10, 20, { display: 'DP-2' })])).toEqual([]);
    expect(regions([hit(10, 20, { place: 'titles' })])).toEqual([]);
  });
});
