import { checkpointDue } from '@workcompanion/db/checkpoints/checkpoint-due';
import { clips } from '@workcompanion/db/schema/clips';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { users } from '@workcompanion/db/schema/users';
import { and, desc, eq, lt } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type {
  EvidencePackageSummary,
  EvidencePackagesPage,
  FootageCount,
  ListEvidencePackages,
} from '../../contract/evidence-packages.ts';
import type { UserContext } from '../auth/user-context.ts';
import { readableCase } from '../cases/open-case.ts';
import { disclosesWindow } from '../cases/read-case.ts';

const requesters = alias(users, 'requesters');
const deciders = alias(users, 'deciders');

/** The packages of a case, the latest first. */
export async function listEvidencePackages(
  ctx: UserContext,
  { case: caseId, cursor, limit }: ListEvidencePackages,
): Promise<EvidencePackagesPage> {
  const { mayWork } = await readableCase(ctx, caseId);
  const rows = await ctx.db
    .select({
      row: evidencePackages,
      clip: { id: clips.id, title: clips.title },
      requestedBy: { id: requesters.id, name: requesters.name },
      decidedBy: deciders.name,
      disclosesWindow: disclosesWindow(),
    })
    .from(evidencePackages)
    .innerJoin(clips, eq(clips.id, evidencePackages.clipId))
    .innerJoin(requesters, eq(requesters.id, evidencePackages.requestedBy))
    .leftJoin(deciders, eq(deciders.id, evidencePackages.decidedBy))
    .where(
      and(
        eq(clips.caseId, caseId),
        cursor === undefined ? undefined : lt(evidencePackages.id, cursor),
      ),
    )
    .orderBy(desc(evidencePackages.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map((found) => ({
    ...summarise(found),
    case: caseId,
    toDecide:
      mayWork && found.row.state === 'awaiting-approval' && found.row.requestedBy !== ctx.user.id
        ? found.row.redaction
        : null,
  }));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

interface ListedEvidencePackage {
  readonly row: typeof evidencePackages.$inferSelect;
  readonly clip: EvidencePackageSummary['clip'];
  readonly requestedBy: EvidencePackageSummary['requestedBy'];
  readonly decidedBy: string | null;
  readonly disclosesWindow: boolean;
}

const WAITING: readonly string[] = ['queued', 'awaiting-approval'];

function summarise({ row, clip, requestedBy, decidedBy, disclosesWindow }: ListedEvidencePackage) {
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
    verdict: row.verdict,
    waitsUntil: WAITING.includes(state) && row.attempts === 0 ? row.notBefore : null,
    reissuedAt: row.uncommittedAt === null ? null : checkpointDue(row.uncommittedAt),
    isReissue: row.reissueOf !== null,
    footage: footageOf(row),
    isCancelling: state === 'running' && row.cancelledAt !== null,
    withheld: redaction.withheld.length,
    blurred: redaction.blurred.length,
    decision:
      decidedAt === null ? null : { at: decidedAt, by: decidedBy ?? '', note: decisionNote ?? '' },
  };
}

type Counted = Pick<typeof evidencePackages.$inferSelect, 'segments' | 'absentSegments'>;

/** What its making counted; null before, and of packages that were made before anything was. */
export function footageOf({ segments, absentSegments }: Counted): FootageCount | null {
  if (segments === null || absentSegments === null) return null;
  return { segments, absent: absentSegments };
}
