import { releases } from '@workcompanion/db/schema/releases';
import { desc, eq } from 'drizzle-orm';
import { rightsOf } from '../auth/rights.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Versions that wait for somebody's decision; none for users who have no say in it. */
export async function releasesPausedByFailures({ db, user }: UserContext): Promise<string[]> {
  if (!rightsOf(user.roles).includes('policy')) return [];
  const rows = await db
    .select({ version: releases.version })
    .from(releases)
    .where(eq(releases.pauseCause, 'failures'))
    .orderBy(desc(releases.pausedAt), desc(releases.version));
  return rows.map(({ version }) => version);
}
