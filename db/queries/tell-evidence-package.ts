import type { AuditAction, AuditChange } from '@workcompanion/core/audit/audit-actions';
import type { EvidencePackageId, ShareId, UserId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '../audit/append-audit-entry.ts';
import type { Tx } from '../client.ts';
import { type EvidencePackageAction, evidencePackageEvents } from '../schema/evidence-packages.ts';
import { accountName } from './account-name.ts';

/** The audit log's own name of what was done. */
type AuditedAction = Exclude<Extract<AuditAction, `evidence-package.${string}`>, AuditChange>;

interface EvidencePackageFacts {
  readonly evidencePackage: EvidencePackageId;
  readonly at: number;
  readonly action: EvidencePackageAction;
  readonly audited: AuditedAction;
  /** Null: the system itself, or whoever bears a share. */
  readonly by: UserId | null;
  readonly share?: ShareId;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Into the package's custody log and, last as it must be, into the audit chain. */
export async function tellEvidencePackage(tx: Tx, facts: EvidencePackageFacts): Promise<void> {
  const {
    evidencePackage: evidencePackageId,
    at,
    action,
    audited,
    by,
    share,
    details = {},
  } = facts;
  await tx
    .insert(evidencePackageEvents)
    .values({ evidencePackageId, at, action, userId: by, shareId: share ?? null, details });
  await appendAuditEntry(
    tx,
    { user: by === null ? null : { id: by } },
    {
      at,
      action: audited,
      entityType: 'evidence-package',
      entityId: evidencePackageId,
      details: {
        ...details,
        ...(share !== undefined && { share }),
        ...(by !== null && { by: await accountName(tx, by) }),
      },
    },
  );
}
