import { exports } from '@workcompanion/db/schema/exports';
import { and, asc, eq, lte } from 'drizzle-orm';
import type { EvidenceContext } from './evidence-context.ts';
import { settle } from './settle-export.ts';

/** Packages whose time is over: their keys first, by which nobody can open them any more. */
export async function expirePackages(ctx: EvidenceContext): Promise<number> {
  const { db, now } = ctx;
  const isOver = and(eq(exports.state, 'made'), lte(exports.expiresAt, now()));
  const over = await db
    .select({ id: exports.id })
    .from(exports)
    .where(isOver)
    .orderBy(asc(exports.expiresAt));
  let expired = 0;
  for (const { id } of over) {
    const isExpired = await settle(ctx, {
      id,
      where: and(eq(exports.id, id), isOver),
      change: { state: 'expired', wrappedKey: null },
      action: 'expired',
      details: {},
    });
    if (isExpired) expired += 1;
  }
  return expired;
}
