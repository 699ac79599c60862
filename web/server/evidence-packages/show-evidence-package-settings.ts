import type { EvidencePackageSettings } from '../../contract/evidence-packages.ts';
import { rightsOf } from '../auth/rights.ts';
import type { UserContext } from '../auth/user-context.ts';
import { assertExportsSome } from '../cases/may-export-some.ts';
import { readEvidencePackageSettings } from './evidence-package-settings.ts';

export async function showEvidencePackageSettings(
  ctx: UserContext,
): Promise<EvidencePackageSettings> {
  if (!rightsOf(ctx.user.roles).includes('list')) await assertExportsSome(ctx);
  return readEvidencePackageSettings(ctx.db);
}
