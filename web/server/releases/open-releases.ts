import type { Db, Tx } from '@workcompanion/db/client';
import { releaseTargets } from '@workcompanion/db/schema/release-targets';
import { releases } from '@workcompanion/db/schema/releases';
import { and, inArray, isNull } from 'drizzle-orm';
import type { ReleaseReach } from './offered-release.ts';

export type OpenRelease = typeof releases.$inferSelect & ReleaseReach;

/** Those that are offered to somebody now: one or two, or none. */
export async function openReleases(db: Db | Tx): Promise<OpenRelease[]> {
  const rows = await db
    .select()
    .from(releases)
    .where(and(inArray(releases.stage, ['some', 'all']), isNull(releases.pausedAt)));
  return await withTargets(db, rows);
}

export async function withTargets(
  db: Db | Tx,
  rows: readonly (typeof releases.$inferSelect)[],
): Promise<OpenRelease[]> {
  if (rows.length === 0) return [];
  const versions = rows.map(({ version }) => version);
  const found = await db
    .select()
    .from(releaseTargets)
    .where(inArray(releaseTargets.version, versions));
  return rows.map((row) => ({
    ...row,
    targets: new Set(
      found.flatMap(({ version, target }) => (version === row.version ? [target] : [])),
    ),
  }));
}
