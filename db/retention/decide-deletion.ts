import type { HoldId, KeyId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { MAX_SEGMENT } from '../queries/span-joint.ts';

/** µs */
export const DAY = 86_400_000_000;

export interface LiveKey {
  readonly id: KeyId;
  readonly windowFrom: UtcMicros;
  readonly windowTo: UtcMicros;
}

/** A stretch of footage, half-open; it has no end when `footageTo` is null. */
export interface HeldStretch {
  readonly id: HoldId;
  readonly footageFrom: UtcMicros;
  readonly footageTo: UtcMicros | null;
}

export interface DeletionInput<K extends LiveKey> {
  /** The keys of one device. */
  readonly keys: readonly K[];
  /** The holds in force for that device or its person. */
  readonly holds: readonly HeldStretch[];
  /** How long footage is kept; null: for ever. */
  readonly days: number | null;
  readonly now: UtcMicros;
}

export interface DeletionDecision<K extends LiveKey> {
  readonly destroy: readonly K[];
  /** Expired, and pinned by a hold. */
  readonly held: readonly K[];
}

/**
 * Which keys may be destroyed. The unit is a key with all it has encrypted, for a key can't be
 * destroyed in part: it goes when the last footage that it can possibly have encrypted is expired,
 * and stays while a hold touches any of it. Footage is thus never deleted early, and at most one key
 * window late.
 */
export function decideDeletion<K extends LiveKey>(input: DeletionInput<K>): DeletionDecision<K> {
  const { days, now, holds, keys } = input;
  if (days === null) return { destroy: [], held: [] };
  const expired = keys.filter((key) => keyReach(key).to + days * DAY <= now);
  const isHeld = (key: K) => holds.some((hold) => touches(hold, keyReach(key)));
  return { destroy: expired.filter((key) => !isHeld(key)), held: expired.filter(isHeld) };
}

export interface FootageStretch {
  readonly from: UtcMicros;
  readonly to: UtcMicros;
}

/**
 * Where footage of a key can lie: ingest takes a segment that begins up to its own length before or
 * after the window, and no segment is longer than MAX_SEGMENT.
 */
export function keyReach({
  windowFrom,
  windowTo,
}: Pick<LiveKey, 'windowFrom' | 'windowTo'>): FootageStretch {
  return { from: windowFrom - MAX_SEGMENT, to: windowTo + 2 * MAX_SEGMENT };
}

function touches({ footageFrom, footageTo }: HeldStretch, { from, to }: FootageStretch): boolean {
  return footageFrom < to && (footageTo === null || footageTo > from);
}
