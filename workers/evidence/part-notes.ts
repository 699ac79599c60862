import type { EvidencePackageId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import {
  evidencePackageParts,
  evidencePackages,
  type PartFile,
} from '@workcompanion/db/schema/evidence-packages';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import { type ClaimedEvidencePackage, isEvidencePackageOurs } from './claim-evidence-package.ts';
import { GivenUp } from './keep-lease.ts';

export type PartNote = typeof evidencePackageParts.$inferSelect;

/** What earlier claims of a package have finished, by part. */
export async function readPartNotes(db: Db, id: EvidencePackageId): Promise<Map<number, PartNote>> {
  const rows = await db
    .select()
    .from(evidencePackageParts)
    .where(eq(evidencePackageParts.evidencePackageId, id));
  return new Map(rows.map((row) => [row.part, row]));
}

/** The names of their files. */
export function finishedFiles(notes: ReadonlyMap<number, PartNote>): ReadonlySet<string> {
  return new Set([...notes.values()].flatMap(({ files }) => files.map(({ name }) => name)));
}

/** The files of a part are whole, and on the disk. Whoever was overtaken notes nothing. */
export async function notePart(
  db: Db,
  claimed: ClaimedEvidencePackage,
  note: {
    readonly part: number;
    readonly recipe: string;
    readonly files: readonly PartFile[];
    readonly madeAt: number;
  },
): Promise<void> {
  await withTransaction(db, async (tx) => {
    const ours = await tx
      .select({ id: evidencePackages.id })
      .from(evidencePackages)
      .where(isEvidencePackageOurs(claimed))
      .for('share');
    if (ours.length === 0) throw new GivenUp('overtaken');
    await tx
      .insert(evidencePackageParts)
      .values({ ...note, evidencePackageId: claimed.id })
      .onConflictDoUpdate({
        target: [evidencePackageParts.evidencePackageId, evidencePackageParts.part],
        set: note,
      });
  });
}
