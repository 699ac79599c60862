import type { PersonId, TeamId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';

/** Footage that goes, or that only holds save. */
export interface FootageAmount {
  readonly keys: number;
  /** µs: how much time the keys' windows cover, not how much was recorded in it. */
  readonly covers: number;
  /** Ciphertext bytes; a recording that crosses a window's edge counts by its share of time. */
  readonly bytes: number;
}

export interface PersonShare {
  readonly personId: PersonId;
  readonly name: string;
  readonly teamId: TeamId | null;
  readonly goes: FootageAmount;
  readonly held: FootageAmount;
  /** Where the footage that goes begins; null when all is held. */
  readonly from: UtcMicros | null;
  readonly to: UtcMicros | null;
}

/** What a deletion would take at a certain time, if nothing changes before. */
export interface RetentionRehearsal {
  readonly at: UtcMicros;
  /** The time for which it was worked out. */
  readonly dueBy: UtcMicros;
  readonly goes: FootageAmount;
  readonly held: FootageAmount;
  /** How many people lose footage, and how many keep some by a hold. */
  readonly people: number;
  readonly heldPeople: number;
  /** Those with the most bytes; the counts are of all. */
  readonly shares: readonly PersonShare[];
}
