import { screen } from 'electron';
import type { Display } from '../core/capture/display.ts';
import { displayNames } from './display-names.ts';

/** The monitors in captured pixels, on Windows; on other systems the recorder finds them itself. */
export function windowsDisplays(): Display[] {
  if (process.platform !== 'win32') return [];
  const displays = screen.getAllDisplays();
  const names = displayNames(displays.map(({ label }) => label));
  const primary = screen.getPrimaryDisplay().id;
  return displays.map(({ bounds, id }, index) => ({
    name: names[index] ?? `display ${index + 1}`,
    geometry: screen.dipToScreenRect(null, bounds),
    primary: id === primary,
  }));
}
