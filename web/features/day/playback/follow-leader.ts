import { intervalAt, lastBegunIndex } from '@workcompanion/core/footage/interval';
import { laneKey } from '../lanes/lane-key.ts';
import type { DisplayPlayer } from './display-player.ts';
import type { Stage } from './stage.ts';

interface Lead {
  readonly leader: DisplayPlayer;
  readonly micros: number;
  readonly isPlaying: boolean;
  readonly speed: number;
}

/** A seek takes about this long; aiming ahead by it lands on time. */
const SEEK_TIME_MICROS = 120_000;

function bringAlong(display: DisplayPlayer, lead: Lead): void {
  const { micros, speed } = lead;
  display.play();
  if (display.isOnItsWay) return;
  const correction = correctDrift((display.wall ?? micros) - micros, speed);
  if (correction.kind === 'seek') display.seek(micros + SEEK_TIME_MICROS * speed);
  else display.setRate(correction.kind === 'rate' ? correction.rate : speed);
}

/** Waits at the beginning of its next footage, so that it is ready when the clock gets there. */
function waitForFootage(display: DisplayPlayer, next: number | undefined): void {
  display.pause();
  const isThere = next === undefined || Math.abs((display.wall ?? 0) - next) < SEEK_TIME_MICROS;
  if (!isThere && !display.isOnItsWay) display.seek(next);
}

/** Keeps all displays on screen at the leader's clock. */
export function followLeader(stage: Stage, lead: Lead): void {
  for (const [lane, display] of stage.entries()) {
    if (display === lead.leader || display.error !== null || display.footage === null) continue;
    const footage = stage.footageOf(laneKey(lane));
    if (intervalAt(footage, lead.micros) === null) {
      waitForFootage(display, footage[lastBegunIndex(footage, lead.micros) + 1]?.from);
    } else if (!lead.isPlaying || lead.leader.isStarved) display.pause();
    else bringAlong(display, lead);
  }
}

/**
 * How a display is brought back to the clock of the leading one. `drift` is how far it is ahead
 * (wall µs). Small drifts are left alone: a rate that changes all the time is worse than 60 ms.
 */
type Correction =
  | { readonly kind: 'none' }
  | { readonly kind: 'rate'; readonly rate: number }
  | { readonly kind: 'seek' };

const IGNORED_MICROS = 60_000;
const SEEK_MICROS = 1_000_000;
/** The rate changes by at most a quarter, and closes a drift in about a second. */
const MAXIMUM_NUDGE = 0.25;
/** Browsers throw on a higher one. */
const FASTEST_RATE = 16;

export function correctDrift(driftMicros: number, rate: number): Correction {
  const pace = Math.max(1, rate);
  const size = Math.abs(driftMicros);
  if (size <= IGNORED_MICROS * pace) return { kind: 'none' };
  if (size > SEEK_MICROS * pace) return { kind: 'seek' };
  const share = Math.min(MAXIMUM_NUDGE, size / (1_000_000 * pace));
  const wish = rate * (driftMicros > 0 ? 1 - share : 1 + share);
  return { kind: 'rate', rate: Math.min(FASTEST_RATE, wish) };
}
