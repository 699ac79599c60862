import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { withTransaction } from '@workcompanion/db/transaction';
import type { ExportSettings } from '../../contract/exports.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { readExportSettings, writeExportSettings } from './export-settings.ts';

/** Whether packages need a second person, from the next request on. */
export async function changeExportSettings(ctx: UserContext, value: ExportSettings): Promise<void> {
  assertRight(ctx.user, 'policy');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const before = await readExportSettings(tx);
    await writeExportSettings(tx, value, { at, by: ctx.user.id });
    await appendAuditEntry(tx, {
      at,
      userId: ctx.user.id,
      action: 'export.rules-changed',
      subject: 'settings:exports',
      details: { before, after: value },
    });
  });
}
