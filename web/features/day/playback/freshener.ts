import { laneKey } from '../lanes/lane-key.ts';
import { freshnessOf } from './freshness.ts';
import type { Stage } from './stage.ts';

/** Brings playlists up to what the day tells, without losing the place. */
export class Freshener {
  readonly #reopenedFor = new Map<string, string>();

  freshen(stage: Stage): void {
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
