import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { withTransaction } from '@workcompanion/db/transaction';
import type { WatchingSettings } from '../../contract/watching.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { readWatchingSettings, writeWatchingSettings } from './watching-settings.ts';

/** Who is asked why they watch, from now on. */
export async function changeWatchingSettings(
  ctx: UserContext,
  value: WatchingSettings,
): Promise<void> {
  assertRight(ctx.user, 'policy');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const before = await readWatchingSettings(tx);
    await writeWatchingSettings(tx, value, { at, by: ctx.user.id });
    await appendAuditEntry(tx, {
      at,
      userId: ctx.user.id,
      action: 'watching.changed',
      subject: 'settings:watching',
      details: { before, after: value },
    });
  });
}
