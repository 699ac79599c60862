import type { UserId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Db, Tx } from '@workcompanion/db/client';
import { settings } from '@workcompanion/db/schema/settings';
import { eq } from 'drizzle-orm';
import type { ControlAnswer } from '../../contract/control.ts';
import {
  ChangeEvidencePackageSettings,
  EvidencePackageSettings,
} from '../../contract/evidence-packages.ts';
import { rightsOf, rolesHolding } from '../auth/rights.ts';
import type { UserContext } from '../auth/user-context.ts';
import { assertExportsSome } from '../cases/open-case.ts';
import { askOrApply } from '../control/ask-or-apply.ts';
import type { ControlledChange } from '../control/controlled-change.ts';

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

const KEY = 'evidence-packages';

/** Whether packages need a second person, from the next request on. */
export function changeEvidencePackageSettings(
  ctx: UserContext,
  wish: ChangeEvidencePackageSettings,
): Promise<ControlAnswer<null>> {
  return askOrApply(ctx, CHANGE_EVIDENCE_PACKAGE_SETTINGS, wish);
}

export async function showEvidencePackageSettings(
  ctx: UserContext,
): Promise<EvidencePackageSettings> {
  if (!rightsOf(ctx.user.roles).includes('list')) await assertExportsSome(ctx);
  return readEvidencePackageSettings(ctx.db);
}

export async function readEvidencePackageSettings(db: Db | Tx): Promise<EvidencePackageSettings> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, KEY));
  return EvidencePackageSettings.parse(row?.value ?? {});
}

async function writeEvidencePackageSettings(
  db: Db | Tx,
  value: EvidencePackageSettings,
  { at, by }: { readonly at: UtcMicros; readonly by: UserId },
): Promise<void> {
  const row = { value, updatedAt: at, updatedBy: by };
  await db
    .insert(settings)
    .values({ key: KEY, ...row })
    .onConflictDoUpdate({ target: settings.key, set: row });
}
