import { AppError } from '@workcompanion/core/errors';
import type { Redaction } from '@workcompanion/core/evidence/manifest';
import type { ExportId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { cases } from '@workcompanion/db/schema/cases';
import { type ClipDisplay, clips } from '@workcompanion/db/schema/clips';
import { exports } from '@workcompanion/db/schema/exports';
import { people } from '@workcompanion/db/schema/people';
import { eq } from 'drizzle-orm';

/** What a package is asked for: the export with its clip, case and person. */
export interface ExportOrder {
  readonly export: typeof exports.$inferSelect;
  readonly clip: typeof clips.$inferSelect;
  readonly case: typeof cases.$inferSelect;
  readonly person: typeof people.$inferSelect;
}

/** Throws `not-found`. */
export async function readOrder(db: Db, id: ExportId): Promise<ExportOrder> {
  const [row] = await db
    .select({ export: exports, clip: clips, case: cases, person: people })
    .from(exports)
    .innerJoin(clips, eq(clips.id, exports.clipId))
    .innerJoin(cases, eq(cases.id, clips.caseId))
    .innerJoin(people, eq(people.id, clips.personId))
    .where(eq(exports.id, id));
  if (!row) throw new AppError('not-found', `There is no export ${id}.`);
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
  { device, display }: ClipDisplay,
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
  display: ClipDisplay,
  stretch: Stretch,
): boolean {
  return concerning([...withheld, ...blurred], display, stretch).length > 0;
}
