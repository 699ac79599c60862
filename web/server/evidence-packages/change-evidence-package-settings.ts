import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { ControlAnswer } from '../../contract/control.ts';
import {
  ChangeEvidencePackageSettings,
  EvidencePackageSettings,
} from '../../contract/evidence-packages.ts';
import { rolesHolding } from '../auth/rights.ts';
import type { UserContext } from '../auth/user-context.ts';
import { askOrApply } from '../control/ask-or-apply.ts';
import type { ControlledChange } from '../control/controlled-change.ts';
import {
  readEvidencePackageSettings,
  writeEvidencePackageSettings,
} from './evidence-package-settings.ts';

export const CHANGE_EVIDENCE_PACKAGE_SETTINGS: ControlledChange<
  ChangeEvidencePackageSettings,
  null
> = {
  kind: 'evidence-package-settings',
  wish: ChangeEvidencePackageSettings,
  right: 'policy',
  async judge(tx, _ctx, wish) {
    const before = await readEvidencePackageSettings(tx);
    const after = EvidencePackageSettings.parse(wish);
    return {
      gains: before.secondPerson && !after.secondPerson ? ['evidence-packages-alone'] : [],
      favoured: { users: [], roles: rolesHolding('export') },
      subject: 'settings:evidence-packages',
      facts: { before, after },
      state: { before },
    };
  },
  async apply(tx, ctx, wish, agreement) {
    const at = ctx.now();
    const after = EvidencePackageSettings.parse(wish);
    const before = await readEvidencePackageSettings(tx);
    await writeEvidencePackageSettings(tx, after, { at, by: ctx.user.id });
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
export function changeEvidencePackageSettings(
  ctx: UserContext,
  wish: ChangeEvidencePackageSettings,
): Promise<ControlAnswer<null>> {
  return askOrApply(ctx, CHANGE_EVIDENCE_PACKAGE_SETTINGS, wish);
}
