import { clips } from '@workcompanion/db/schema/clips';
import { exports } from '@workcompanion/db/schema/exports';
import { users } from '@workcompanion/db/schema/users';
import { and, desc, eq, lt } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { ExportSummary, ExportsPage, ListExports } from '../../contract/exports.ts';
import type { UserContext } from '../auth/user-context.ts';
import { disclosesWindow } from '../cases/discloses-window.ts';
import { readableCase } from '../cases/open-case.ts';
import { footageOf } from './footage-of.ts';

const requesters = alias(users, 'requesters');
const deciders = alias(users, 'deciders');

/** The packages of a case, the latest first. */
export async function listExports(
  ctx: UserContext,
  { case: caseId, cursor, limit }: ListExports,
): Promise<ExportsPage> {
  const { mayWork } = await readableCase(ctx, caseId);
  const rows = await ctx.db
    .select({
      row: exports,
      clip: { id: clips.id, title: clips.title },
      requestedBy: { id: requesters.id, name: requesters.name },
      decidedBy: deciders.name,
      disclosesWindow: disclosesWindow(),
    })
    .from(exports)
    .innerJoin(clips, eq(clips.id, exports.clipId))
    .innerJoin(requesters, eq(requesters.id, exports.requestedBy))
    .leftJoin(deciders, eq(deciders.id, exports.decidedBy))
    .where(and(eq(clips.caseId, caseId), cursor === undefined ? undefined : lt(exports.id, cursor)))
    .orderBy(desc(exports.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map((found) => ({
    ...summarise(found),
    case: caseId,
    mayDecide:
      mayWork && found.row.state === 'awaiting-approval' && found.row.requestedBy !== ctx.user.id,
  }));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

interface ListedExport {
  readonly row: typeof exports.$inferSelect;
  readonly clip: ExportSummary['clip'];
  readonly requestedBy: ExportSummary['requestedBy'];
  readonly decidedBy: string | null;
  readonly disclosesWindow: boolean;
}

function summarise({ row, clip, requestedBy, decidedBy, disclosesWindow }: ListedExport) {
  const { id, state, reason, note, redaction, isProtected, requestedAt, step, progress } = row;
  const { decidedAt, decisionNote, lastError, finishedAt, bytes, sha256, expiresAt } = row;
  return {
    id,
    clip,
    state,
    reason,
    note,
    isProtected,
    requestedAt,
    requestedBy,
    step,
    progress,
    lastError,
    finishedAt,
    bytes,
    sha256,
    expiresAt,
    disclosesWindow,
    footage: footageOf(row),
    isCancelling: state === 'running' && row.cancelledAt !== null,
    withheld: redaction.withheld.length,
    blurred: redaction.blurred.length,
    decision:
      decidedAt === null ? null : { at: decidedAt, by: decidedBy ?? '', note: decisionNote ?? '' },
  };
}
