import type { ExcludedPolicy } from '@workcompanion/core/protocol/policy';
import { DisplayName } from '@workcompanion/core/protocol/primitives';
import { describe, expect, test } from 'vitest';
import type { DesktopLook } from './desktop-look.ts';
import { sightOf } from './sight-of.ts';

const DISPLAY = {
  name: DisplayName.parse('RIGHT'),
  geometry: { x: 800, y: 0, width: 800, height: 600 },
};
const SECRET = {
  programs: ['vault.exe'],
  title: 'Secret',
  geometry: { x: 900, y: 100, width: 200, height: 100 },
};
const PLACE = { x: 100, y: 100, width: 200, height: 100 };

function sight(look: Partial<DesktopLook>, rules: Partial<ExcludedPolicy> = {}) {
  const nothing = { windows: [], away: false, secure: false, previews: false, metered: null };
  const excluded: ExcludedPolicy = { programs: [], titles: [], how: 'pause-display', ...rules };
  return sightOf({ ...nothing, ...look }, DISPLAY, excluded);
}

describe('a look at the desktop', () => {
  const titles = ['secret'];

  test('withholds the display that shows what is excluded, and no other', () => {
    const left = { ...SECRET, geometry: { ...SECRET.geometry, x: 100 } };
    expect(sight({ windows: [SECRET] }, { titles })).toEqual({
      withheld: 'excluded-app',
      places: [PLACE],
    });
    expect(sight({ windows: [left] }, { titles })).toEqual({ withheld: null, places: [] });
  });

  test('only names its place where it is to be painted over', () => {
    const found = sight({ windows: [SECRET] }, { titles, how: 'paint-out' });
    expect(found).toEqual({ withheld: null, places: [PLACE] });
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
