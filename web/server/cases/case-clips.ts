import { AppError } from '@workcompanion/core/errors';
import { ClipId, newId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { accountName } from '@workcompanion/db/queries/account-name';
import { wantTexts } from '@workcompanion/db/queries/want-texts';
import { clips } from '@workcompanion/db/schema/clips';
import { devices } from '@workcompanion/db/schema/devices';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { MAX_SPAN, spans } from '@workcompanion/db/schema/spans';
import { textRequests } from '@workcompanion/db/schema/text-requests';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, gt, inArray, isNull, lt } from 'drizzle-orm';
import { MAX_CLIP, type MakeClip, type OneClip } from '../../contract/clips.ts';
import { isWithinReach } from '../auth/reach/reach.ts';
import { beyondReach, reachPerson } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import { assertRoom } from './case-limits.ts';
import { workableCase } from './open-case.ts';

/** Packages that wait for it or are being made of it, or can be downloaded. */
const ALIVE = ['awaiting-approval', 'queued', 'running', 'made'] as const;

/**
 * Chooses a stretch of a person's footage for a case. Throws `forbidden`, `not-found` (also where
 * these displays have no footage), `case-closed`, `case-full`, `range-too-long`.
 */
export async function makeClip(ctx: UserContext, wish: MakeClip): Promise<{ readonly id: ClipId }> {
  const { case: caseId, person, title, from, to, displays } = wish;
  await workableCase(ctx, caseId);
  const { reach } = await reachPerson(ctx, 'export', person);
  if (!isWithinReach(reach, { from, to })) throw beyondReach('export');
  if (to - from > MAX_CLIP) throw new AppError('range-too-long', 'A clip has at most 8 hours.');
  const at = ctx.now();
  const id = newId(ClipId, at / 1000);
  const row = { id, caseId, title, displays, createdAt: at, createdBy: ctx.user.id };
  await withTransaction(ctx.db, async (tx) => {
    await workableCase(ctx, caseId, tx);
    const isKept = and(eq(clips.caseId, caseId), isNull(clips.removedAt));
    assertRoom('clips', await tx.$count(clips, isKept));
    await assertFootage(tx, wish);
    await tx.insert(clips).values({ ...row, personId: person, footageFrom: from, footageTo: to });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'clip.made',
      entityType: 'clip',
      entityId: id,
      details: {
        case: caseId,
        person,
        title,
        from,
        to,
        displays,
        by: await accountName(tx, ctx.user.id),
      },
    });
  });
  return { id };
}

/** Each display is one of the person's, and one of them at least has footage in the stretch. */
async function assertFootage(tx: Tx, { person, displays, from, to }: MakeClip): Promise<void> {
  const ids = [...new Set(displays.map(({ device }) => device))];
  const known = await tx.$count(
    devices,
    and(inArray(devices.id, ids), eq(devices.personId, person)),
  );
  if (known < ids.length) throw new AppError('not-found', 'That person has no such device.');
  const found = await tx
    .select({ device: spans.deviceId, display: spans.display })
    .from(spans)
    .where(
      and(
        inArray(spans.deviceId, ids),
        gt(spans.startsAt, from - MAX_SPAN),
        lt(spans.startsAt, to),
        gt(spans.endsAt, from),
      ),
    );
  const isRecorded = displays.some((chosen) =>
    found.some(({ device, display }) => device === chosen.device && display === chosen.display),
  );
  if (!isRecorded) throw new AppError('not-found', 'There is no footage of these displays then.');
}

/**
 * Out of the case; its row stays, as does what was told of it. Twice is no error. Throws `in-use` for
 * a clip that has a package.
 */
export async function removeClip(ctx: UserContext, { clip: id }: OneClip): Promise<void> {
  const clip = await workableClip(ctx, id);
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const isAlive = and(
      eq(evidencePackages.clipId, id),
      inArray(evidencePackages.state, [...ALIVE]),
    );
    const removed = await tx
      .update(clips)
      .set({ removedAt: at })
      .where(and(eq(clips.id, id), isNull(clips.removedAt)));
    if (removed.rowCount === 0) return;
    if ((await tx.$count(evidencePackages, isAlive)) > 0) {
      throw new AppError('in-use', 'A package is made of this clip.');
    }
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'clip.removed',
      entityType: 'clip',
      entityId: id,
      details: { case: clip.caseId, title: clip.title },
    });
  });
}

/**
 * Has the text of a clip read, so that it can be searched, whatever the policy of its devices said. Asked
 * again, only what could not be read before is tried again. Throws `forbidden`, `not-found`, `case-closed`.
 */
export async function wantClipTexts(ctx: UserContext, { clip: id }: OneClip): Promise<void> {
  const clip = await workableClip(ctx, id);
  const { displays, footageFrom: from, footageTo: to } = clip;
  const { reach } = await reachPerson(ctx, 'export', clip.personId);
  if (!isWithinReach(reach, { from, to })) throw beyondReach('export');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const segments = await wantTexts(tx, { displays, from, to });
    const asked = { requestedAt: at, requestedBy: ctx.user.id, segments };
    await tx
      .insert(textRequests)
      .values({ clipId: id, ...asked })
      .onConflictDoUpdate({ target: textRequests.clipId, set: asked });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'clip.texts-wanted',
      entityType: 'clip',
      entityId: id,
      details: { case: clip.caseId, person: clip.personId, title: clip.title, from, to, segments },
    });
  });
}

async function workableClip(ctx: UserContext, id: ClipId): Promise<typeof clips.$inferSelect> {
  const [clip] = await ctx.db.select().from(clips).where(eq(clips.id, id));
  if (!clip) throw new AppError('not-found', `There is no clip ${id} that you may open.`);
  await workableCase(ctx, clip.caseId);
  return clip;
}
