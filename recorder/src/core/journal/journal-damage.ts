import { readStatement } from '@workcompanion/core/crypto/statement';
import type { IndexRange } from '@workcompanion/core/protocol/journal-head';
import { JournalDamaged, MOST_LOST_RANGES } from '@workcompanion/core/protocol/statement';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { Facts } from './facts.ts';

/** What the user is told of a damaged journal. */
export const LastDamage = z.object({
  /** UTC µs. */
  at: z.number(),
  cause: JournalDamaged.shape.cause,
  /** The number of entries that this device has lost; the server may hold them. */
  lost: z.number(),
  /** The server knows of the damage. */
  isTold: z.boolean(),
});
export type LastDamage = z.infer<typeof LastDamage>;

export function readLastDamage(database: Database): LastDamage | null {
  const index = new Facts(database).get('journal-damage');
  if (index === null) return null;
  const row = database
    .prepare<[number], { statement: string; status: number }>(
      'select statement, status from journal where "index" = ?',
    )
    .get(Number(index));
  const statement = row === undefined ? null : readStatement(row.statement);
  if (statement?.kind !== 'journal-damaged') return null;
  const { at, cause, lost } = statement;
  return {
    at,
    cause,
    lost: lost.reduce((sum, { first, last }) => sum + last - first + 1, 0),
    isTold: row?.status === 1 || row?.status === 3,
  };
}

type Damage = Pick<JournalDamaged, 'cause' | 'saved' | 'keptAs'> & {
  readonly lost: readonly IndexRange[];
};

/** Makes the entries that report a damage: at least one, each with a limited number of ranges. */
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
