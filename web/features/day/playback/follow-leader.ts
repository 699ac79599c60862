import { intervalAt, lastBegunIndex } from '@workcompanion/core/footage/interval';
import { laneKey } from '../lanes/lane-key.ts';
import { FASTEST } from '../pace/pacer.ts';
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
 * How fast the leader plays so that the others can keep up: at the highest rate that browsers have, who
 * lags can't catch up, and the leader holds back a little instead.
 */
export function leadingRate(stage: Stage, lead: Omit<Lead, 'isPlaying'>): number {
  const behind = stage.entries().flatMap(([lane, display]) => {
    const isFollowing =
      display !== lead.leader &&
      display.error === null &&
      !display.isOnItsWay &&
      !display.isStarved &&
      intervalAt(stage.footageOf(laneKey(lane)), lead.micros) !== null;
    return isFollowing ? [lead.micros - (display.wall ?? lead.micros)] : [];
  });
  return holdBack(Math.max(0, ...behind), lead.speed);
}

/** The leader's rate when the last of the others is so far behind (wall µs). */
export function holdBack(behindMicros: number, rate: number): number {
  if (behindMicros <= ignoredAt(rate) || behindMicros > seekAt(rate)) return rate;
  return Math.min(rate, FASTEST / (1 + nudgeFor(behindMicros, rate)));
}

/**
 * How a display is brought back to the clock of the leading one. `drift` is how far it is ahead
 * (wall µs). Small drifts are left alone: a rate that changes all the time is worse than 60 ms.
 */
type Correction =
  | { readonly kind: 'none' }
  | { readonly kind: 'rate'; readonly rate: number }
  | { readonly kind: 'seek' };

/** For the viewer 60 ms of the screen's time, and never so much footage that two displays tell two stories. */
const ignoredAt = (rate: number): number => Math.min(60_000 * Math.max(1, rate), 200_000);
const seekAt = (rate: number): number => 1_000_000 * Math.max(1, rate);

/** The rate changes by at most a quarter, and closes a drift in about a second, or sooner when it is fast. */
const MAXIMUM_NUDGE = 0.25;
const SOONEST = 4;

function nudgeFor(driftMicros: number, rate: number): number {
  const pace = Math.max(1, rate);
  const share = (Math.abs(driftMicros) * Math.min(SOONEST, pace)) / (1_000_000 * pace);
  return Math.min(MAXIMUM_NUDGE, share);
}

export function correctDrift(driftMicros: number, rate: number): Correction {
  const size = Math.abs(driftMicros);
  if (size <= ignoredAt(rate)) return { kind: 'none' };
  if (size > seekAt(rate)) return { kind: 'seek' };
  const share = nudgeFor(driftMicros, rate);
  const wish = rate * (driftMicros > 0 ? 1 - share : 1 + share);
  return { kind: 'rate', rate: Math.min(FASTEST, wish) };
}
