import { screen } from 'electron';
import type { Display } from '../core/capture/display.ts';

const MOST_CHARACTERS = 48;

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

/** Makes names that statements accept: plain letters, not empty, no two the same. */
export function displayNames(labels: readonly string[]): string[] {
  const names: string[] = [];
  for (const label of labels) {
    const plain = label
      .replace(/[^\w .:-]/g, '')
      .trim()
      .slice(0, MOST_CHARACTERS);
    const base = plain === '' ? 'display' : plain;
    let name = base;
    for (let number = 2; names.includes(name); number += 1) name = `${base} ${number}`;
    names.push(name);
  }
  return names;
}
