import type { EvidencePackageId } from '@workcompanion/core/ids';
import { appendAuditEntry, SYSTEM_ACTOR } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import {
  type EvidencePackageAction,
  evidencePackageEvents,
} from '@workcompanion/db/schema/evidence-package-events';

/** As the audit log calls what is done here. */
const AUDITED = {
  started: 'evidence-package.started',
  made: 'evidence-package.made',
  failed: 'evidence-package.failed',
  expired: 'evidence-package.expired',
} as const satisfies Partial<Record<EvidencePackageAction, string>>;
export type WorkerAction = keyof typeof AUDITED;

interface Telling {
  readonly id: EvidencePackageId;
  readonly at: number;
  readonly action: WorkerAction;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What the system itself did: into the custody log and, last as it must be, into the audit chain. */
export async function tellEvidencePackage(
  tx: Tx,
  { id, at, action, details }: Telling,
): Promise<void> {
  await tx
    .insert(evidencePackageEvents)
    .values({ evidencePackageId: id, at, action, userId: null, details });
  await appendAuditEntry(tx, SYSTEM_ACTOR, {
    at,
    action: AUDITED[action],
    entityType: 'evidence-package',
    entityId: id,
    details,
  });
}
