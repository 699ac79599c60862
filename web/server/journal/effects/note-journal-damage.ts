import type { JournalDamaged } from '@workcompanion/core/protocol/statement';
import type { Tx } from '@workcompanion/db/client';
import { journalDamages } from '@workcompanion/db/schema/journal-damages';
import { noteLost } from './note-lost.ts';

/** What the device lost is explained, and told of: neither a backlog nor tampering. */
export async function noteJournalDamage(tx: Tx, statement: JournalDamaged): Promise<void> {
  const { device, index, at, cause, lost, saved, keptAs } = statement;
  await tx
    .insert(journalDamages)
    .values({ deviceId: device, index, statedAt: at, cause, lost, saved, keptAs });
  await noteLost(tx, device, lost);
}
