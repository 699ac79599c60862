import type { ExcludedPolicy } from '@workcompanion/core/protocol/policy';
import type { DisplayGeometry } from '@workcompanion/core/protocol/statement';
import type { VisibleWindow } from './desktop-look.ts';

/** Whether the policy keeps the window out of recordings. A title that can't be read may be any. */
export function isExcluded(window: VisibleWindow, { programs, titles }: ExcludedPolicy): boolean {
  const names = window.programs.map(programName);
  if (programs.some((program) => names.includes(programName(program)))) return true;
  if (titles.length === 0) return false;
  if (window.title === null) return true;
  const title = fold(window.title);
  return titles.some((part) => title.includes(fold(part)));
}

export function hasExclusions({ programs, titles }: ExcludedPolicy): boolean {
  return programs.length > 0 || titles.length > 0;
}

export function overlaps(a: DisplayGeometry, b: DisplayGeometry): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function programName(name: string): string {
  return fold(name).replace(/\.exe$/, '');
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}
