import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { SegmentId } from '@workcompanion/core/ids';
import { connect } from '@workcompanion/db/client';
import { integrityFindings, integrityRuns } from '@workcompanion/db/schema/integrity-runs';
import { recordings } from '@workcompanion/db/schema/recordings';
import { segments } from '@workcompanion/db/schema/segments';
import { asc, eq } from 'drizzle-orm';
import type { PortalProcess } from '../../../scripts/processes/portal-process.ts';
import { DISPLAYS } from './day-page.ts';
import { runOf } from './run-of.ts';

export interface LostSegment {
  readonly id: SegmentId;
  readonly display: string;
  /** The one that has lost nothing. */
  readonly other: string;
  /** Unix ms. */
  readonly from: number;
  readonly to: number;
  /** As the checks of the archive do, when they meet it. */
  note(): Promise<void>;
}

/** Takes the second segment of the second display out of the archive folder, and out of the cache. */
export async function loseSecondSegment(portal: PortalProcess): Promise<LostSegment> {
  const [other, display] = DISPLAYS;
  const { databaseUrl } = await runOf(portal);
  const { db, close } = connect(databaseUrl);
  const [, found] = await db
    .select({ segment: segments })
    .from(segments)
    .innerJoin(recordings, eq(recordings.id, segments.recordingId))
    .where(eq(recordings.display, display))
    .orderBy(asc(segments.startsAt))
    .limit(2);
  await close();
  if (found === undefined) throw new Error('there is no second segment');
  const { segment } = found;
  const key = segmentObjectKey(segment);
  await rm(join(portal.dataDir, 'archive', key));
  const cache = join(portal.dataDir, 'cold-cache');
  for (const name of await readdir(cache))
    if (name.includes(segment.id)) await rm(join(cache, name));
  return {
    id: segment.id,
    display,
    other,
    from: segment.startsAt / 1000,
    to: (segment.startsAt + segment.duration) / 1000,
    note: () => noteMissing(databaseUrl, { key, id: segment.id }),
  };
}

async function noteMissing(
  databaseUrl: string,
  { key, id }: { readonly key: string; readonly id: SegmentId },
): Promise<void> {
  const { db, close } = connect(databaseUrl);
  const at = Date.now() * 1000;
  const [run] = await db
    .insert(integrityRuns)
    .values({ kind: 'reconciliation', startedAt: at, updatedAt: at, endedAt: at })
    .returning();
  if (run === undefined) throw new Error('no run was inserted');
  const finding = { runId: run.id, kind: 'missing', objectKey: key, segmentId: id } as const;
  await db.insert(integrityFindings).values({ ...finding, foundAt: at });
  await close();
}
