import type { ExcludedPolicy } from '@workcompanion/core/protocol/policy';
import { DisplayName } from '@workcompanion/core/protocol/primitives';
import { describe, expect, test } from 'vitest';
import type { DesktopSnapshot } from './desktop-snapshot.ts';
import { DisplayGuard, visibilityOf, type WithheldCause } from './display-guard.ts';

const SECOND = 1_000_000;
const PLACE = { x: 100, y: 100, width: 50, height: 50 };
const MASK = [{ x: 90, y: 90, width: 70, height: 70 }];

/** Times in seconds. */
function setUp() {
  const guard = new DisplayGuard();
  const saw = (at: number, { withheld = null, places = [], took = 0 }: Partial<Seen> = {}) =>
    guard.saw({ withheld, places }, { began: at * SECOND, ended: (at + took) * SECOND });
  const verdicts = (times: readonly number[], mask: typeof MASK = []) =>
    times.map((at) => guard.judge(at * SECOND, mask)).join(' ');
  return { guard, saw, verdicts };
}

interface Seen {
  readonly withheld: WithheldCause | null;
  readonly places: readonly (typeof PLACE)[];
  readonly took: number;
}

describe('a frame', () => {
  test('waits for the look after it, and the first ones have no look before', () => {
    const { saw, verdicts } = setUp();
    expect(verdicts([5])).toBe('hold');
    saw(10);
    expect(verdicts([5, 10, 15])).toBe('drop keep hold');
    saw(20);
    expect(verdicts([15, 20, 25])).toBe('keep keep hold');
  });

  test('is not kept between a clear look and one that is not, on either side', () => {
    const { saw, verdicts } = setUp();
    saw(10);
    saw(20, { withheld: 'secure-desktop' });
    expect(verdicts([10, 15, 25])).toBe('keep drop drop');
    saw(30, { withheld: 'secure-desktop' });
    saw(40);
    expect(verdicts([10, 15, 25, 35, 40, 45])).toBe('keep drop drop drop keep hold');
    saw(50);
    expect(verdicts([35, 45])).toBe('drop keep');
  });

  test('is not kept while a look goes on that may have come too late for it', () => {
    const { saw, verdicts } = setUp();
    saw(10, { withheld: 'secure-desktop' });
    saw(20, { took: 2 });
    saw(30);
    expect(verdicts([21, 23])).toBe('drop keep');
  });

  test('is not kept before a window that went has had time to fade', () => {
    const { saw, verdicts } = setUp();
    saw(10, { withheld: 'excluded-app', places: [PLACE] });
    saw(10.4);
    saw(10.8);
    saw(11.2);
    saw(11.6);
    expect(verdicts([10.5, 10.9, 11.3])).toBe('drop drop keep');
  });

  test('is judged by the looks since a clock was put back, and by no others', () => {
    const { guard, saw, verdicts } = setUp();
    saw(1000, { withheld: 'excluded-app', places: [PLACE] });
    saw(1000.2);
    saw(10);
    expect(verdicts([9, 10.1])).toBe('drop drop');
    saw(10.4);
    saw(10.8);
    expect(guard.withheld).toBeNull();
    expect(verdicts([10.9])).toBe('hold');
    saw(11.2);
    expect(verdicts([10.9])).toBe('keep');
  });

  test('that is older than what is remembered is not kept', () => {
    const { saw, verdicts } = setUp();
    saw(10);
    saw(11);
    saw(90);
    saw(91);
    expect(verdicts([10.5, 90.5])).toBe('drop keep');
  });
});

describe('a frame that is painted over', () => {
  const still = () => {
    const world = setUp();
    for (const at of [10, 10.2, 10.4, 10.6, 10.8, 11]) world.saw(at, { places: [PLACE] });
    return world;
  };

  test('is kept once the window stands still, when the mask covers it', () => {
    const { guard, verdicts } = still();
    expect(verdicts([10.3, 10.7], MASK)).toBe('drop keep');
    expect(verdicts([10.7], [])).toBe('drop');
    expect(verdicts([10.7], [{ ...PLACE, width: 49 }])).toBe('drop');
    expect(guard.withheld).toBeNull();
  });

  test('is not kept from the look before a window moved, by however little', () => {
    const { guard, saw, verdicts } = still();
    saw(11.2, { places: [{ ...PLACE, x: 101 }] });
    expect(guard.withheld).toBe('excluded-app');
    expect(verdicts([10.9, 11.1, 11.3], MASK)).toBe('keep drop drop');
  });

  test('is not kept when nobody looked for so long that it may have moved and come back', () => {
    const { saw, verdicts } = still();
    saw(12.5, { places: [PLACE] });
    saw(12.7, { places: [PLACE] });
    expect(verdicts([11.5, 12.6], MASK)).toBe('drop drop');
  });
});

const DISPLAY = {
  name: DisplayName.parse('RIGHT'),
  geometry: { x: 800, y: 0, width: 800, height: 600 },
};
const SECRET = {
  programs: ['vault.exe'],
  title: 'Secret',
  geometry: { x: 900, y: 100, width: 200, height: 100 },
  isInFront: false,
};
const NOTEPAD = { x: 100, y: 100, width: 200, height: 100 };

function sight(look: Partial<DesktopSnapshot>, rules: Partial<ExcludedPolicy> = {}) {
  const nothing = { windows: [], away: false, secure: false, previews: false, metered: null };
  const excluded: ExcludedPolicy = { programs: [], titles: [], how: 'pause-display', ...rules };
  return visibilityOf({ ...nothing, ...look }, DISPLAY, excluded);
}

describe('a look at the desktop', () => {
  const titles = ['secret'];

  test('withholds the display that shows what is excluded, and no other', () => {
    const left = { ...SECRET, geometry: { ...SECRET.geometry, x: 100 } };
    expect(sight({ windows: [SECRET] }, { titles })).toEqual({
      withheld: 'excluded-app',
      places: [NOTEPAD],
      program: 'vault.exe',
    });
    expect(sight({ windows: [left] }, { titles })).toEqual({ withheld: null, places: [] });
  });

  test('only names its place where it is to be painted over', () => {
    const found = sight({ windows: [SECRET] }, { titles, how: 'paint-out' });
    expect(found).toEqual({ withheld: null, places: [NOTEPAD] });
  });

  test('withholds the display when painting would leave nothing of it', () => {
    const large = { ...SECRET, geometry: DISPLAY.geometry };
    expect(sight({ windows: [large] }, { titles, how: 'paint-out' }).withheld).toBe('excluded-app');
  });

  test('withholds every display while small pictures of windows are shown, if any is excluded', () => {
    expect(sight({ previews: true }, { titles, how: 'paint-out' }).withheld).toBe('excluded-app');
    expect(sight({ previews: true }, { titles }).withheld).toBe('excluded-app');
    expect(sight({ previews: true }).withheld).toBeNull();
  });

  test('needs no rule for a desktop of the system', () => {
    expect(sight({ secure: true }).withheld).toBe('secure-desktop');
  });
});
