import { AppError } from '@workcompanion/core/errors';
import type { Redaction } from '@workcompanion/core/evidence/manifest';
import type { EvidencePackageId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { cases } from '@workcompanion/db/schema/cases';
import { clips, type StoredClipDisplay } from '@workcompanion/db/schema/clips';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { people } from '@workcompanion/db/schema/people';
import { eq } from 'drizzle-orm';

/** What a package is asked for: the package with its clip, case and person. */
export interface EvidencePackageOrder {
  readonly evidencePackage: typeof evidencePackages.$inferSelect;
  readonly clip: typeof clips.$inferSelect;
  readonly case: typeof cases.$inferSelect;
  readonly person: typeof people.$inferSelect;
}

/** Throws `not-found`. */
export async function readOrder(db: Db, id: EvidencePackageId): Promise<EvidencePackageOrder> {
  const [row] = await db
    .select({ evidencePackage: evidencePackages, clip: clips, case: cases, person: people })
    .from(evidencePackages)
    .innerJoin(clips, eq(clips.id, evidencePackages.clipId))
    .innerJoin(cases, eq(cases.id, clips.caseId))
    .innerJoin(people, eq(people.id, clips.personId))
    .where(eq(evidencePackages.id, id));
  if (!row) throw new AppError('not-found', `There is no package ${id}.`);
  return row;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Place extends Stretch {
  readonly device: string | null;
  readonly display: string | null;
}

/** The parts of a list that concern a display within a stretch. Null stands for all. */
export function concerning<P extends Place>(
  places: readonly P[],
  { device, display }: StoredClipDisplay,
  { from, to }: Stretch,
): P[] {
  return places.filter(
    (place) =>
      (place.device === null || place.device === device) &&
      (place.display === null || place.display === display) &&
      place.from < to &&
      place.to > from,
  );
}

/** Native footage that was blurred in the picture would show what was blurred: it stays out, too. */
export function isHeldBack(
  { withheld, blurred }: Redaction,
  display: StoredClipDisplay,
  stretch: Stretch,
): boolean {
  return concerning([...withheld, ...blurred], display, stretch).length > 0;
}
