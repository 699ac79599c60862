import { coveredMicros, type Interval, mergeIntervals } from '@workcompanion/core/footage/interval';
import type { TimelinePiece } from '../../../contract/people.ts';
import { laneKey } from '../lanes/lane-key.ts';
import type { Stage } from './stage.ts';

/** Brings playlists up to what the day tells, without losing the place. */
export class PlaylistRefresher {
  readonly #reopenedFor = new Map<string, string>();

  refresh(stage: Stage): void {
    for (const [lane, display] of stage.entries()) {
      const freshness = freshnessOf(lane.pieces, display);
      if (freshness === 'append') display.refresh();
      if (freshness === 'reopen' && this.#isFirstTime(laneKey(lane), lane.pieces)) display.reopen();
    }
  }

  /** Footage that the playlist never gets (quarantined, say) must not be asked for in a loop. */
  #isFirstTime(key: string, pieces: readonly { kind: string; from: number }[]): boolean {
    const facts = pieces.map(({ kind, from }) => `${kind}${from}`).join();
    if (this.#reopenedFor.get(key) === facts) return false;
    this.#reopenedFor.set(key, facts);
    return true;
  }
}

/** Differences below this are seams and rounding. */
const TOLERANCE_MICROS = 1_500_000;

type Freshness = 'fresh' | 'append' | 'reopen';

interface Held {
  /** What the player can play; null until its playlist is there. */
  readonly footage: readonly Interval[] | null;
  readonly isGrowing: boolean;
}

/**
 * Compares what the day tells of a display with what its player holds: new footage at the end is
 * appended by asking for the playlist again; footage that came in between needs a new one.
 */
export function freshnessOf(pieces: readonly TimelinePiece[], held: Held): Freshness {
  const { footage, isGrowing } = held;
  if (footage === null) return 'fresh';
  const told = mergeIntervals(pieces.filter(({ kind }) => kind === 'span'));
  const end = footage.at(-1)?.to ?? 0;
  const before = { from: 0, to: end };
  const lacks = coveredMicros(told, before) - coveredMicros(footage, before);
  if (lacks > TOLERANCE_MICROS) return 'reopen';
  const isLonger = (told.at(-1)?.to ?? 0) > end + TOLERANCE_MICROS;
  if (!isLonger) return 'fresh';
  return isGrowing ? 'append' : 'reopen';
}
