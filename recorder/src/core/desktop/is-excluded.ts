import type { ExcludedPolicy } from '@workcompanion/core/protocol/policy';
import type { VisibleWindow } from './desktop-snapshot.ts';

/** Whether the policy keeps the window out of recordings. A title that can't be read counts as excluded. */
export function isExcluded(window: VisibleWindow, { programs, titles }: ExcludedPolicy): boolean {
  const names = window.programs.map(programName);
  if (programs.some((program) => names.includes(programName(program)))) return true;
  if (titles.length === 0) return false;
  if (window.title === null) return true;
  const title = fold(window.title);
  return titles.some((part) => title.includes(fold(part)));
}

/**
 * Chooses what to paint over so that nothing of an excluded window is seen: all windows of its program,
 * whose menus and dialogs may have other titles, and all windows of unknown programs.
 */
export function windowsToPaintOver(
  windows: readonly VisibleWindow[],
  excluded: ExcludedPolicy,
): readonly VisibleWindow[] {
  const found = windows.filter((window) => isExcluded(window, excluded));
  if (found.length === 0) return [];
  const programs = new Set(found.flatMap((window) => window.programs.map(programName)));
  return windows.filter(
    (window) =>
      found.includes(window) ||
      window.programs.length === 0 ||
      window.programs.some((program) => programs.has(programName(program))),
  );
}

export function hasExclusions({ programs, titles }: ExcludedPolicy): boolean {
  return programs.length > 0 || titles.length > 0;
}

function programName(name: string): string {
  return fold(name).replace(/\.exe$/, '');
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}
