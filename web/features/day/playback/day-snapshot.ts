import type { AppError } from '@workcompanion/core/errors';
import type { Pacing, Speed } from '../pace/pacing.ts';
import type { Absence } from '../words/explain-absence.ts';
import type { ShownCause } from '../words/gap-tone.ts';
import type { Trouble } from './trouble.ts';

/** What one display shows. */
export type LaneView =
  | { readonly kind: 'loading'; readonly trouble: Trouble | null }
  /** `trouble` tells why it stands still; null while it does not. */
  | { readonly kind: 'picture'; readonly isBuffering: boolean; readonly trouble: Trouble | null }
  | { readonly kind: 'absent'; readonly absence: Absence; readonly next: number | null }
  | { readonly kind: 'failed'; readonly error: AppError };

/** What the viewer is told about the clock: jumps, ends, and why playback stopped. µs. */
export type Notice =
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

/** What React draws of the player; replaced when something in it changes, not with each frame. */
export interface DaySnapshot {
  readonly isPlaying: boolean;
  readonly speed: Speed;
  /** At which it is played: `speed`, or what the plan says. */
  readonly rate: number;
  readonly pacing: Pacing;
  /** Playing, but at the end of what has been uploaded so far. */
  readonly isWaiting: boolean;
  /** Stays at the newest footage of a running recording. */
  readonly isLive: boolean;
  readonly lanes: ReadonlyMap<string, LaneView>;
  readonly notice: Notice | null;
}
