import type { Db } from '@workcompanion/db/client';
import { bookmarks } from '@workcompanion/db/schema/bookmarks';
import { caseBookmarks } from '@workcompanion/db/schema/case-bookmarks';
import { and, asc, eq, gte, lt } from 'drizzle-orm';
import type { VideoMark } from '../video/video-plan.ts';
import type { ExportOrder } from './export-order.ts';

/** The bookmarks of the case that lie in the clip, by their start. */
export async function readMarks(db: Db, { case: { id }, clip }: ExportOrder): Promise<VideoMark[]> {
  const rows = await db
    .select({ from: bookmarks.startsAt, to: bookmarks.endsAt, note: bookmarks.note })
    .from(caseBookmarks)
    .innerJoin(bookmarks, eq(bookmarks.id, caseBookmarks.bookmarkId))
    .where(
      and(
        eq(caseBookmarks.caseId, id),
        eq(bookmarks.personId, clip.personId),
        lt(bookmarks.startsAt, clip.footageTo),
        gte(bookmarks.endsAt, clip.footageFrom),
      ),
    )
    .orderBy(asc(bookmarks.startsAt), asc(bookmarks.id));
  return rows;
}
