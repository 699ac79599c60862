import type { AuditAction, AuditChange } from '@workcompanion/core/audit/audit-actions';
import type { ExportId, ShareId, UserId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { type ExportAction, exportEvents } from '@workcompanion/db/schema/export-events';

/** The audit log's own name of what was done. */
type AuditedAction = Exclude<Extract<AuditAction, `evidence-package.${string}`>, AuditChange>;

interface ExportFacts {
  readonly export: ExportId;
  readonly at: number;
  readonly action: ExportAction;
  readonly audited: AuditedAction;
  /** Null: whoever bears a share. */
  readonly by: UserId | null;
  readonly share?: ShareId;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Into the export's custody log and, last as it must be, into the audit chain. */
export async function tellExport(tx: Tx, facts: ExportFacts): Promise<void> {
  const { export: exportId, at, action, audited, by, share, details = {} } = facts;
  await tx
    .insert(exportEvents)
    .values({ exportId, at, action, userId: by, shareId: share ?? null, details });
  await appendAuditEntry(
    tx,
    { user: by === null ? null : { id: by } },
    {
      at,
      action: audited,
      entityType: 'evidence-package',
      entityId: exportId,
      details: { ...details, ...(share !== undefined && { share }) },
    },
  );
}
