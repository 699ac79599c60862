import type { ExcludedPolicy, WindowTrackPolicy } from '@workcompanion/core/protocol/policy';
import {
  MOST_TEXT,
  MOST_WINDOWS,
  type SeenWindow,
  type WindowUse,
} from '@workcompanion/core/windows/window-track';
import type { DesktopSnapshot, VisibleWindow } from '../desktop/desktop-snapshot.ts';
import { isExcluded, windowsToPaintOver } from '../desktop/is-excluded.ts';

/** What a track says of a moment. */
export type WindowsThen = Omit<WindowUse, 'from' | 'to'>;

export interface TrackRules {
  readonly detail: Exclude<WindowTrackPolicy, 'off'>;
  readonly excluded: ExcludedPolicy;
}

/**
 * Tells what a snapshot shows, by the policy. Null when that may not be told: the person is away, the
 * system shows its secure desktop, or an excluded window is in front. Excluded windows are never named.
 */
export function describeWindows(
  { windows, away, secure }: DesktopSnapshot,
  { detail, excluded }: TrackRules,
): WindowsThen | null {
  if (away || secure) return null;
  const hidden = new Set(
    excluded.how === 'paint-out'
      ? windowsToPaintOver(windows, excluded)
      : windows.filter((window) => isExcluded(window, excluded)),
  );
  const front = windows.find(({ isInFront }) => isInFront);
  if (front !== undefined && hidden.has(front)) return null;
  const seen = windows.flatMap((window) => (hidden.has(window) ? [] : describe(window, detail)));
  const [named] = front === undefined ? [] : describe(front, detail);
  return {
    program: named?.program ?? null,
    title: named?.title ?? null,
    windows: seen.slice(0, MOST_WINDOWS),
  };
}

/** Nothing of a window whose program nobody can name. */
function describe(
  { programs, title, geometry }: VisibleWindow,
  detail: TrackRules['detail'],
): SeenWindow[] {
  const program = programs.at(-1);
  if (program === undefined || program === '') return [];
  const isTold = detail === 'programs-and-titles' && title !== null && title !== '';
  return [
    {
      program: program.slice(0, MOST_TEXT),
      title: isTold ? title.slice(0, MOST_TEXT) : null,
      ...geometry,
    },
  ];
}
