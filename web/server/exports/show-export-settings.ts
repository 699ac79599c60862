import type { ExportSettings } from '../../contract/exports.ts';
import { rightsOf } from '../auth/rights.ts';
import type { UserContext } from '../auth/user-context.ts';
import { assertExportsSome } from '../cases/may-export-some.ts';
import { readExportSettings } from './export-settings.ts';

export async function showExportSettings(ctx: UserContext): Promise<ExportSettings> {
  if (!rightsOf(ctx.user.roles).includes('list')) await assertExportsSome(ctx);
  return readExportSettings(ctx.db);
}
