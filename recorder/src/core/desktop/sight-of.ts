import type { ExcludedPolicy } from '@workcompanion/core/protocol/policy';
import type { Display } from '../capture/display.ts';
import type { DesktopLook } from './desktop-look.ts';
import type { Sight } from './display-guard.ts';
import { hasExclusions, isExcluded, windowsToPaintOver } from './is-excluded.ts';
import { areaOn, fills, maskOver } from './mask.ts';

const NOTHING_SEEN = { places: [] } as const;

/** What a look at the desktop means for one display, by the policy. */
export function sightOf(
  { windows, secure, previews }: DesktopLook,
  { geometry }: Display,
  excluded: ExcludedPolicy,
): Sight {
  if (secure) return { withheld: 'secure-desktop', ...NOTHING_SEEN };
  // They show windows where they are not, minimised ones among them.
  if (previews && hasExclusions(excluded)) return { withheld: 'excluded-app', ...NOTHING_SEEN };
  const paintsOut = excluded.how === 'paint-out';
  const found = paintsOut
    ? windowsToPaintOver(windows, excluded)
    : windows.filter((window) => isExcluded(window, excluded));
  const places = found.flatMap((window) => areaOn(geometry, window.geometry) ?? []);
  const mustRest = paintsOut ? fills(maskOver(places, geometry), geometry) : places.length > 0;
  return { withheld: mustRest ? 'excluded-app' : null, places };
}
