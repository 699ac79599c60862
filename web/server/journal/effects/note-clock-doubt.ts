import type { Statement } from '@workcompanion/core/protocol/statement';
import { aheadBy, beforeBy } from '@workcompanion/core/protocol/told-times';
import type { Tx } from '@workcompanion/db/client';
import { clockDoubts } from '@workcompanion/db/schema/clock-doubts';
import { sql } from 'drizzle-orm';

interface OurTimes {
  readonly enrolledAt: number;
  readonly receivedAt: number;
}

export function clockDoubtsOf(statement: Statement, { enrolledAt, receivedAt }: OurTimes) {
  const doubts = [
    { kind: 'before-enrolment' as const, most: beforeBy(statement, enrolledAt) },
    { kind: 'in-the-future' as const, most: aheadBy(statement, receivedAt) },
  ];
  return doubts.filter(({ most }) => most > 0);
}

/**
 * A computer with a wrong clock records all the same, so its entries are taken; that its times can't
 * be true is written down beside them.
 */
export async function noteClockDoubt(tx: Tx, statement: Statement, times: OurTimes): Promise<void> {
  for (const { kind, most } of clockDoubtsOf(statement, times)) {
    const { device: deviceId, index } = statement;
    const { entries, lastIndex, most: known } = clockDoubts;
    await tx
      .insert(clockDoubts)
      .values({
        deviceId,
        kind,
        entries: 1,
        firstIndex: index,
        lastIndex: index,
        most,
        receivedAt: times.receivedAt,
      })
      .onConflictDoUpdate({
        target: [clockDoubts.deviceId, clockDoubts.kind],
        set: {
          entries: sql`${entries} + 1`,
          lastIndex: sql`greatest(${lastIndex}, excluded.last_index)`,
          most: sql`greatest(${known}, excluded.most)`,
          receivedAt: times.receivedAt,
        },
      });
  }
}
