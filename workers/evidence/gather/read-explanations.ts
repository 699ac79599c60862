import { readStatement } from '@workcompanion/core/crypto/statement';
import type { DeviceId } from '@workcompanion/core/ids';
import type { IndexRange } from '@workcompanion/core/protocol/journal-head';
import type { Db } from '@workcompanion/db/client';
import { journalDamages } from '@workcompanion/db/schema/journal-damages';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { and, asc, eq, gt } from 'drizzle-orm';
import type { JournalItem } from './read-journal.ts';

/** A damage is followed by what is stated anew. */
const PAGE = 200;

/** What the device says of entries that are absent: that it lost them, or states them anew. */
export async function readExplanations(
  db: Db,
  device: DeviceId,
  absent: readonly IndexRange[],
): Promise<JournalItem[]> {
  const isAbsent = (range: IndexRange) =>
    absent.some(({ first, last }) => first <= range.last && range.first <= last);
  const damages = await db
    .select({ index: journalDamages.index, lost: journalDamages.lost })
    .from(journalDamages)
    .where(
      and(eq(journalDamages.deviceId, device), gt(journalDamages.index, absent[0]?.first ?? 0)),
    )
    .orderBy(asc(journalDamages.index));
  const found: JournalItem[] = [];
  for (const { index, lost } of damages) {
    const [told, ...restated] = await itemsFrom(db, device, index);
    if (told !== undefined && lost.some(isAbsent)) found.push(told);
    found.push(
      ...restated.filter(
        ({ says: { restates } }) =>
          restates !== undefined && isAbsent({ first: restates.index, last: restates.index }),
      ),
    );
  }
  return found;
}

/** The entry, and all after it that say something again. */
async function itemsFrom(db: Db, device: DeviceId, index: number): Promise<JournalItem[]> {
  const items: JournalItem[] = [];
  for (let after = index - 1; ; ) {
    const page = await db
      .select({
        index: journalEntries.index,
        statement: journalEntries.statement,
        receipt: journalEntries.receipt,
      })
      .from(journalEntries)
      .where(and(eq(journalEntries.deviceId, device), gt(journalEntries.index, after)))
      .orderBy(asc(journalEntries.index))
      .limit(PAGE);
    for (const { statement, receipt } of page) {
      const says = readStatement(statement);
      if (items.length > 0 && says.restates === undefined) return items;
      items.push({ statement, receipt, says });
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return items;
    after = last.index;
  }
}
