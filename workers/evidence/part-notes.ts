import type { ExportId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { exportParts, type PartFile } from '@workcompanion/db/schema/export-parts';
import { exports } from '@workcompanion/db/schema/exports';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import { type ClaimedExport, isExportOurs } from './claim-export.ts';
import { GivenUp } from './keep-lease.ts';

export type PartNote = typeof exportParts.$inferSelect;

/** What earlier claims of an export have finished, by part. */
export async function readPartNotes(db: Db, id: ExportId): Promise<Map<number, PartNote>> {
  const rows = await db.select().from(exportParts).where(eq(exportParts.exportId, id));
  return new Map(rows.map((row) => [row.part, row]));
}

/** The names of their files. */
export function finishedFiles(notes: ReadonlyMap<number, PartNote>): ReadonlySet<string> {
  return new Set([...notes.values()].flatMap(({ files }) => files.map(({ name }) => name)));
}

/** The files of a part are whole, and on the disk. Whoever was overtaken notes nothing. */
export async function notePart(
  db: Db,
  claimed: ClaimedExport,
  note: {
    readonly part: number;
    readonly recipe: string;
    readonly files: readonly PartFile[];
    readonly madeAt: number;
  },
): Promise<void> {
  await withTransaction(db, async (tx) => {
    const ours = await tx
      .select({ id: exports.id })
      .from(exports)
      .where(isExportOurs(claimed))
      .for('share');
    if (ours.length === 0) throw new GivenUp('overtaken');
    await tx
      .insert(exportParts)
      .values({ ...note, exportId: claimed.id })
      .onConflictDoUpdate({ target: [exportParts.exportId, exportParts.part], set: note });
  });
}
