import { useEffect } from 'react';
import type { BookmarkKind } from '../../../contract/bookmarks.ts';
import type { DayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { stepSpeed } from '../pace/pacing.ts';
import { goToUnreviewed } from '../review/review-bar.tsx';
import { isKeyTaken, keyNameOf } from './key-of.ts';

const SECOND = 1_000_000;

interface KeyTargets {
  readonly scope: DayScope;
  readonly toggleHelp: () => void;
  readonly goTo: () => void;
  /** Bookmarks the chosen stretch, or the moment. */
  readonly mark: () => void;
  /** Marks the chosen stretch as reviewed. */
  readonly markReviewed: (kind: BookmarkKind) => void;
}

type Action = (targets: KeyTargets) => void;

function cycleFocus({ day, focus, setFocus }: DayScope): void {
  const keys = day.lanes.map(laneKey);
  const next = focus === null ? 0 : keys.indexOf(focus) + 1;
  if (keys.length > 1) setFocus(keys[next] ?? null);
}

const skip =
  (seconds: number): Action =>
  ({ scope }) =>
    scope.player.skip(seconds * SECOND);

const ACTIONS: Readonly<Record<string, Action>> = {
  ' ': ({ scope }) => scope.player.toggle(),
  k: ({ scope }) => scope.player.toggle(),
  j: skip(-10),
  l: skip(10),
  ArrowLeft: skip(-5),
  ArrowRight: skip(5),
  'Shift+ArrowLeft': skip(-60),
  'Shift+ArrowRight': skip(60),
  ',': ({ scope }) => void scope.player.step(-1),
  '.': ({ scope }) => void scope.player.step(1),
  '[': ({ scope }) => scope.player.setSpeed(stepSpeed(scope.player.snapshot.speed, -1)),
  ']': ({ scope }) => scope.player.setSpeed(stepSpeed(scope.player.snapshot.speed, 1)),
  p: ({ scope }) => scope.player.skipStretch(-1),
  n: ({ scope }) => scope.player.skipStretch(1),
  Home: ({ scope }) => scope.player.seekEnd(-1),
  End: ({ scope }) => scope.player.seekEnd(1),
  g: ({ goTo }) => goTo(),
  i: ({ scope }) => scope.selection.begin(scope.player.micros, scope.day.to),
  o: ({ scope }) => scope.selection.end(scope.player.micros, scope.day.from),
  b: ({ mark }) => mark(),
  u: ({ scope }) => goToUnreviewed(scope),
  v: ({ markReviewed }) => markReviewed('seen'),
  x: ({ markReviewed }) => markReviewed('nothing-found'),
  s: ({ scope: { player } }) => player.setPacing({ skipsIdle: !player.snapshot.pacing.skipsIdle }),
  z: ({ scope }) => scope.onCloser.emit(),
  Escape: ({ scope }) => scope.selection.clear(),
  f: ({ scope }) => cycleFocus(scope),
  '+': ({ scope }) => scope.viewport.zoomStep(scope.player.micros, 1),
  '=': ({ scope }) => scope.viewport.zoomStep(scope.player.micros, 1),
  '-': ({ scope }) => scope.viewport.zoomStep(scope.player.micros, -1),
  '0': ({ scope }) => scope.viewport.fit(),
  '?': ({ toggleHelp }) => toggleHelp(),
};

/** The player's keys, wherever on the page the focus is. Without a player there are none. */
export function useDayKeys(targets: KeyTargets): void {
  useEffect(() => {
    if (!targets.scope.can('watch')) return;
    const onKey = (event: KeyboardEvent): void => {
      const action = ACTIONS[keyNameOf(event)];
      if (action === undefined || isKeyTaken(event)) return;
      event.preventDefault();
      action(targets);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [targets]);
}
