import type { AppError } from '@workcompanion/core/errors';
import { intervalAt, lastBegunIndex } from '@workcompanion/core/footage/interval';
import type { Lane } from '../../../contract/people.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { holeAround } from '../time/find-footage.ts';
import { type Absence, absenceAt } from '../words/absence-at.ts';
import type { DisplayPlayer } from './display-player.ts';
import type { PlaybackState } from './playback-state.ts';
import type { Stage } from './stage.ts';
import { sameTrouble, type Trouble } from './trouble.ts';

/** What one display shows. */
export type LaneView =
  | { readonly kind: 'loading'; readonly trouble: Trouble | null }
  /** `trouble` tells why it stands still; null while it does not. */
  | { readonly kind: 'picture'; readonly isBuffering: boolean; readonly trouble: Trouble | null }
  | { readonly kind: 'absent'; readonly absence: Absence; readonly next: number | null }
  | { readonly kind: 'failed'; readonly error: AppError };

interface Moment extends Pick<PlaybackState, 'mode'> {
  readonly micros: number;
}

/** What a display shows at a moment: a picture, the wait for one, or why there is none. */
export function viewLane(
  stage: Stage,
  [lane, display]: readonly [Lane, DisplayPlayer],
  { micros, mode }: Moment,
): LaneView {
  if (display.error !== null) return { kind: 'failed', error: display.error };
  const footage = stage.footageOf(laneKey(lane));
  if (intervalAt(footage, micros) === null) {
    const next = footage[lastBegunIndex(footage, micros) + 1]?.from ?? null;
    const absence = absenceAt(lane.pieces, micros);
    const told =
      absence.kind === 'missing'
        ? { ...absence, ...holeAround(footage, { within: absence, micros }) }
        : absence;
    return { kind: 'absent', absence: told, next };
  }
  if (display.footage === null || display.frameSeconds === null) {
    return { kind: 'loading', trouble: display.trouble };
  }
  // Who waits for footage that is not there yet sees the newest picture, which is no fault.
  const isBuffering = display.isOnItsWay || (mode === 'playing' && display.isStarved);
  // What goes wrong further ahead may be well again before the picture gets there.
  return { kind: 'picture', isBuffering, trouble: isBuffering ? display.trouble : null };
}

/** So that React hears of what changed, and not of every frame. */
export function sameView(a: LaneView | undefined, b: LaneView): boolean {
  if (a?.kind !== b.kind) return false;
  if (a.kind === 'picture' && b.kind === 'picture') {
    return a.isBuffering === b.isBuffering && sameTrouble(a.trouble, b.trouble);
  }
  if (a.kind === 'loading' && b.kind === 'loading') return sameTrouble(a.trouble, b.trouble);
  if (a.kind === 'absent' && b.kind === 'absent') {
    const [one, two] = [a.absence, b.absence];
    return one.kind === two.kind && one.from === two.from && one.to === two.to && a.next === b.next;
  }
  return true;
}
