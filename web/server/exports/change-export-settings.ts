import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { ControlAnswer } from '../../contract/control.ts';
import { ChangeExportSettings, ExportSettings } from '../../contract/exports.ts';
import { rolesHolding } from '../auth/rights.ts';
import type { UserContext } from '../auth/user-context.ts';
import { askOrApply } from '../control/ask-or-apply.ts';
import type { ControlledChange } from '../control/controlled-change.ts';
import { readExportSettings, writeExportSettings } from './export-settings.ts';

export const CHANGE_EXPORT_SETTINGS: ControlledChange<ChangeExportSettings, null> = {
  kind: 'export-settings',
  wish: ChangeExportSettings,
  right: 'policy',
  async judge(tx, _ctx, wish) {
    const before = await readExportSettings(tx);
    const after = ExportSettings.parse(wish);
    return {
      gains: before.secondPerson && !after.secondPerson ? ['exports-alone'] : [],
      favoured: { users: [], roles: rolesHolding('export') },
      subject: 'settings:evidence-packages',
      facts: { before, after },
      state: { before },
    };
  },
  async apply(tx, ctx, wish, agreement) {
    const at = ctx.now();
    const after = ExportSettings.parse(wish);
    const before = await readExportSettings(tx);
    await writeExportSettings(tx, after, { at, by: ctx.user.id });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'evidence-package.rules-changed',
      entityType: 'settings',
      entityId: 'evidence-packages',
      before,
      after,
      details: agreement,
    });
    return null;
  },
};

/** Whether packages need a second person, from the next request on. */
export function changeExportSettings(
  ctx: UserContext,
  wish: ChangeExportSettings,
): Promise<ControlAnswer<null>> {
  return askOrApply(ctx, CHANGE_EXPORT_SETTINGS, wish);
}
