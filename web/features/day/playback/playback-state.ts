import type { Interval } from '@workcompanion/core/footage/interval';
import { type Pacing, type Speed, USUAL_PACING } from '../pace/pacing.ts';
import type { ShownCause } from '../words/gap-tone.ts';

/**
 * What the player does, and what takes it from one to the next:
 *
 *              play, play-stretch, follow-live
 *    paused ───────────────────────────────────▶ playing ◀─────────┐
 *      ▲                                          │   │            │ footage-came,
 *      │ pause, end                               │   │ ran-out    │ seek
 *      ├──────────────────────────────────────────┘   ▼            │
 *      └──────────────────────────────────────────── waiting ──────┘
 *
 * It waits at the end of what a running recording has uploaded so far. Playing or waiting it may
 * follow live, which means that it stays at the newest footage: from `follow-live` until it is
 * paused, until the end, or until the viewer seeks. A stretch (played to its end, perhaps within a
 * time) is left by its end and by a seek; within a time, only by a seek that leads out of it.
 *
 * `DayPlayer` looks at the displays and sends the events; nothing else changes this state.
 */
export interface PlaybackState {
  readonly mode: 'paused' | 'playing' | 'waiting';
  readonly isLive: boolean;
  /** The viewer's own choice. */
  readonly speed: Speed;
  /** The speed that it plays at: `speed`, or what the plan of the stretch says. */
  readonly rate: number;
  readonly pacing: Pacing;
  readonly notice: PlayerNotice | null;
}

/** What the viewer is told about the clock: jumps, ends, and why playback stopped. µs. */
export type PlayerNotice =
  | {
      readonly kind: 'jumped' | 'sought-next' | 'sought-end' | 'unreadable';
      readonly from: number;
      readonly to: number;
      readonly causes: readonly ShownCause[];
    }
  /** Nothing happened there. */
  | { readonly kind: 'idle'; readonly from: number; readonly to: number }
  /** `day-over`: at midnight, where the next day may go on. */
  | { readonly kind: 'at-end' | 'day-over' | 'live' | 'unlogged' };

export type PlaybackEvent =
  | { readonly kind: 'play' | 'follow-live' | 'ran-out' | 'footage-came' }
  /** `time`: within so many µs of the viewer's; null: at the usual speed. */
  | { readonly kind: 'play-stretch'; readonly stretch: Interval; readonly time: number | null }
  /** `notice` says why the viewer is not where they wished to be. */
  | {
      readonly kind: 'seek';
      readonly wish: number;
      readonly isLive: boolean;
      readonly notice: PlayerNotice | null;
    }
  /** `end`: of the stretch or of the day. */
  | { readonly kind: 'pause' | 'end' | 'tell'; readonly notice: PlayerNotice | null }
  | { readonly kind: 'set-speed'; readonly speed: Speed }
  | { readonly kind: 'set-rate'; readonly rate: number }
  | { readonly kind: 'set-pacing'; readonly pacing: Partial<Pacing> };

export const AT_REST: PlaybackState = {
  mode: 'paused',
  isLive: false,
  speed: 1,
  rate: 1,
  pacing: USUAL_PACING,
  notice: null,
};

/** The state after an event; the same object where nothing changes. */
export function nextState(now: PlaybackState, event: PlaybackEvent): PlaybackState {
  const { mode, pacing } = now;
  switch (event.kind) {
    case 'play':
      return { ...now, mode: mode === 'paused' ? 'playing' : mode, notice: null };
    case 'play-stretch': {
      const { stretch, time } = event;
      const budget = time === null ? null : { ...stretch, time };
      return { ...now, mode: 'playing', pacing: { ...pacing, stopAt: stretch.to, budget } };
    }
    case 'follow-live':
      return {
        ...now,
        mode: 'playing',
        isLive: true,
        speed: 1,
        pacing: { ...pacing, budget: null },
      };
    case 'seek': {
      const { wish, isLive, notice } = event;
      const kept = mode === 'waiting' ? 'playing' : mode;
      return { ...now, mode: kept, isLive, notice, pacing: pacingAt(pacing, wish) };
    }
    case 'ran-out':
      if (mode === 'waiting') return now;
      // Who follows live knows that more comes, and sees that it is waited for.
      return { ...now, mode: 'waiting', notice: now.isLive ? null : { kind: 'live' } };
    case 'footage-came':
      return mode === 'waiting' ? { ...now, mode: 'playing', notice: null } : now;
    case 'end':
      return { ...atRest(now, event.notice), pacing: { ...pacing, ...NO_STRETCH } };
    case 'pause':
      return atRest(now, event.notice);
    case 'tell':
      return event.notice === now.notice ? now : { ...now, notice: event.notice };
    case 'set-speed':
      // A speed of one's own choice ends what was planned.
      return { ...now, speed: event.speed, pacing: { ...pacing, budget: null } };
    case 'set-rate':
      return event.rate === now.rate ? now : { ...now, rate: event.rate };
    case 'set-pacing':
      return { ...now, pacing: { ...pacing, ...event.pacing } };
  }
}

const NO_STRETCH = { stopAt: null, budget: null } as const;

function atRest(now: PlaybackState, notice: PlayerNotice | null): PlaybackState {
  return { ...now, mode: 'paused', isLive: false, notice };
}

/** Who goes elsewhere within a stretch that is watched within a time keeps to the plan. */
function pacingAt(pacing: Pacing, wish: number): Pacing {
  const { stopAt, budget } = pacing;
  if (stopAt === null && budget === null) return pacing;
  if (budget !== null && budget.from <= wish && wish < budget.to) return pacing;
  return { ...pacing, ...NO_STRETCH };
}
