import { AppError } from '@workcompanion/core/errors';
import { idLowerBound } from '@workcompanion/core/ids';
import { checkpointDue, committedUntil } from '@workcompanion/db/checkpoints/checkpoint-due';
import { MAX_SEGMENT } from '@workcompanion/db/queries/span-joint';
import { clips, type StoredClipDisplay } from '@workcompanion/db/schema/clips';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { MAX_CLIP } from '../../contract/clips.ts';
import type { ClipProof, RequestEvidencePackage } from '../../contract/evidence-packages.ts';
import type { UserContext } from '../auth/user-context.ts';
import { workableCase } from '../cases/open-case.ts';
import { moment } from '../views/extend-view.ts';
import { assertExportsClip } from './find-evidence-package.ts';

type Clip = typeof clips.$inferSelect;

/** Throws as `exportableClip`. */
export async function readClipProof(
  ctx: UserContext,
  wish: Pick<RequestEvidencePackage, 'clip'>,
): Promise<ClipProof> {
  return await proofOf(ctx, await exportableClip(ctx, wish));
}

/** Throws `forbidden`, `not-found`, `case-closed`, `range-too-long`. */
export async function exportableClip(
  ctx: UserContext,
  { clip: id }: Pick<RequestEvidencePackage, 'clip'>,
): Promise<Clip> {
  const [clip] = await ctx.db
    .select()
    .from(clips)
    .where(and(eq(clips.id, id), isNull(clips.removedAt)));
  if (!clip) throw new AppError('not-found', `There is no clip ${id} that you may open.`);
  await workableCase(ctx, clip.caseId);
  await assertExportsClip(ctx, clip);
  if (clip.footageTo - clip.footageFrom > MAX_CLIP) {
    throw new AppError('range-too-long', 'A package holds at most 8 hours.');
  }
  return clip;
}

/** What a package of the clip would prove now, and when it proves all. */
export async function proofOf(ctx: UserContext, clip: Clip): Promise<ClipProof> {
  const lanes = await Promise.all(clip.displays.map((lane) => countLane(ctx, clip, lane)));
  const received = Math.max(0, ...lanes.map(({ receivedAt }) => receivedAt ?? 0));
  const isCommitted = received < ((await committedUntil(ctx.db)) ?? 1);
  return {
    segments: lanes.reduce((sum, { segments }) => sum + segments, 0),
    destroyed: lanes.reduce((sum, { destroyed }) => sum + destroyed, 0),
    provableAt: isCommitted ? null : checkpointDue(received),
  };
}

interface LaneProof {
  readonly segments: number;
  readonly destroyed: number;
  /** When the last of these statements came, UTC µs. */
  readonly receivedAt: number | null;
}

async function countLane(
  { db }: UserContext,
  { footageFrom: from, footageTo: to }: Clip,
  { device, display }: StoredClipDisplay,
): Promise<LaneProof> {
  const { rows } = await db.execute<{
    segments: string;
    destroyed: string;
    received_at: string | null;
  }>(sql`
    with touched as (
      select s.journal_index, s.starts_at, k.wrapped is null as is_destroyed
      from segments s
      join recordings r on r.id = s.recording_id
      join data_keys k on k.id = s.key_id
      where r.device_id = ${device} and r.display = ${display}
        and s.id >= ${idLowerBound((from - MAX_SEGMENT) / 1000)}::uuid
        and s.id < ${idLowerBound(to / 1000 + 1)}::uuid
        and s.starts_at < ${moment(to)}
        and s.starts_at + s.duration * interval '1 microsecond' > ${moment(from)}
    ), extent as (
      select min(journal_index) as first, max(journal_index) as last,
        min(starts_at) as begins, max(starts_at) as ends
      from touched
    )
    select (select count(*) from touched) as segments,
      (select count(*) from touched where is_destroyed) as destroyed,
      (select extract(epoch from max(j.received_at)) * 1000000 from journal_entries j, extent e
        where j.device_id = ${device} and j.index between e.first and e.last
          and j.recorded_at between e.begins - interval '1 day' and e.ends + interval '1 day'
      ) as received_at`);
  const [row] = rows;
  const receivedAt = row?.received_at ?? null;
  return {
    segments: Number(row?.segments ?? 0),
    destroyed: Number(row?.destroyed ?? 0),
    receivedAt: receivedAt === null ? null : Math.round(Number(receivedAt)),
  };
}
