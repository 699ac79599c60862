import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { withTransaction } from '@workcompanion/db/transaction';
import type { UserContext } from '../auth/user-context.ts';
import type { BuildPlaylist } from './build-playlist.ts';

/** Whoever is given the addresses of footage may fetch it, with or without our player: that is told. */
export async function auditFootageAccess(
  ctx: UserContext,
  { device, display, from, to }: BuildPlaylist,
): Promise<void> {
  const access = [ctx.user.id, device, display, from, to].join(' ');
  if (ctx.footageAccess.isToldOf(access)) return;
  await withTransaction(ctx.db, (tx) =>
    appendAuditEntry(tx, {
      at: ctx.now(),
      userId: ctx.user.id,
      action: 'footage.opened',
      subject: `device:${device}`,
      details: { display, from, to },
    }),
  );
  ctx.footageAccess.told(access);
}
