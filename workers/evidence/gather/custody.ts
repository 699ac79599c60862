import type { AuditAction } from '@workcompanion/core/audit/audit-actions';
import type { AuditEntry } from '@workcompanion/core/audit/audit-entry';
import { AppError } from '@workcompanion/core/errors';
import { noteOfStep } from '@workcompanion/core/evidence/check-custody';
import type { CustodyEvent } from '@workcompanion/core/evidence/package-documents';
import type { EvidencePackageId } from '@workcompanion/core/ids';
import { auditEntryOf } from '@workcompanion/db/audit/hash-audit-entry';
import type { Db } from '@workcompanion/db/client';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { and, asc, eq } from 'drizzle-orm';
import type { EvidencePackageOrder } from './evidence-package-order.ts';

/** A step of which the audit log has an entry. */
export type LoggedStep = CustodyEvent & { readonly entry: AuditEntry };

/**
 * The steps by which the package came about, as the audit log has them: whoever chose the clip, asked
 * and approved; and, where it was made anew of another one, how that led to this one.
 */
export async function readCustody(
  db: Db,
  { evidencePackage: row, clip }: EvidencePackageOrder,
): Promise<readonly LoggedStep[]> {
  const [first, ...anew] = await lineageOf(db, row);
  const steps = [
    await stepOf(db, 'clip-selected', ['clip.made', clip.id]),
    await stepOf(db, 'package-requested', ['evidence-package.requested', first]),
  ];
  if (row.decidedBy !== null) {
    steps.push(await stepOf(db, 'package-approved', ['evidence-package.approved', first]));
  }
  for (const [at] of anew.entries()) {
    const before = at === 0 ? first : (anew[at - 1] ?? first);
    steps.push(await stepOf(db, 'package-reissued', ['evidence-package.reissued', before]));
  }
  return steps;
}

type Lineage = readonly [first: EvidencePackageId, ...anew: EvidencePackageId[]];

/** The package that was asked for, and those that were made anew of it, up to this one. */
async function lineageOf(
  db: Db,
  { id, reissueOf }: Pick<EvidencePackageOrder['evidencePackage'], 'id' | 'reissueOf'>,
): Promise<Lineage> {
  if (reissueOf === null) return [id];
  const [before] = await db
    .select({ id: evidencePackages.id, reissueOf: evidencePackages.reissueOf })
    .from(evidencePackages)
    .where(eq(evidencePackages.id, reissueOf));
  if (before === undefined) throw new AppError('not-found', `There is no package ${reissueOf}.`);
  return [...(await lineageOf(db, before)), id];
}

async function stepOf(
  db: Db,
  action: CustodyEvent['action'],
  [logged, entityId]: readonly [AuditAction, string],
): Promise<LoggedStep> {
  const [row] = await db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.entityId, entityId), eq(auditEntries.action, logged)))
    .orderBy(asc(auditEntries.seq))
    .limit(1);
  if (row === undefined) {
    throw new AppError('chain-broken', `The audit log has no entry ${logged} of ${entityId}.`);
  }
  const entry = auditEntryOf(row);
  const { by } = entry.details;
  return {
    at: entry.at,
    action,
    user: typeof by === 'string' ? by : null,
    note: noteOfStep(action, entry.details),
    entry,
    proof: null,
  };
}
