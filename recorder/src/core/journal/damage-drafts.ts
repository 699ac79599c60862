import type { IndexRange } from '@workcompanion/core/protocol/journal-head';
import { type JournalDamaged, MOST_LOST_RANGES } from '@workcompanion/core/protocol/statement';

type Damage = Pick<JournalDamaged, 'cause' | 'saved' | 'keptAs'> & {
  readonly lost: readonly IndexRange[];
};

/** One entry tells of so many ranges; one there is at least. */
export function damageDrafts({ lost, cause, saved, keptAs }: Damage) {
  const parts = Math.max(1, Math.ceil(lost.length / MOST_LOST_RANGES));
  return Array.from({ length: parts }, (_, part) => ({
    body: {
      kind: 'journal-damaged' as const,
      cause,
      lost: lost.slice(part * MOST_LOST_RANGES, (part + 1) * MOST_LOST_RANGES),
      saved,
      keptAs,
    },
  }));
}
