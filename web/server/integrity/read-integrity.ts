import type { Db } from '@workcompanion/db/client';
import {
  type IntegrityRunKind,
  integrityChecks,
  integrityFindings,
  integrityRuns,
} from '@workcompanion/db/schema/integrity-runs';
import { count, desc, eq, gte, isNull, sql } from 'drizzle-orm';
import type {
  IntegrityOverview,
  IntegrityRun,
  RecoverabilityMonth,
} from '../../contract/integrity.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { checkpointsOverview } from './checkpoints-overview.ts';
import { readRepair } from './read-repair.ts';

const DAY = 86_400_000_000;
/** µs. As the workers have it: a run that has not moved for so long is dead. */
const DEAD_AFTER = 10 * 60_000_000;

/** The quantile of the normal distribution for 95 %. */
const Z = 1.959964;

/** How much of the archive was proved to be playable, the last runs, and what is open. */
export async function readIntegrity(ctx: UserContext): Promise<IntegrityOverview> {
  assertRight(ctx.user, 'list');
  const now = ctx.now();
  return {
    months: await readMonths(ctx.db, now - 366 * DAY),
    sample: await lastRun(ctx.db, 'sample', now),
    reconciliation: await lastRun(ctx.db, 'reconciliation', now),
    checkpointCheck: await lastRun(ctx.db, 'checkpoints', now),
    checkpoints: await checkpointsOverview(ctx),
    repair: await readRepair(ctx.db, now),
    openFindings: await ctx.db.$count(integrityFindings, isNull(integrityFindings.resolvedAt)),
  };
}

async function readMonths(db: Db, since: number): Promise<RecoverabilityMonth[]> {
  const month = sql<string>`to_char(${integrityChecks.at}, 'YYYY-MM')`;
  const playable = sql<number>`count(*) filter (where outcome = 'playable')`.mapWith(Number);
  const rows = await db
    .select({ month, checked: count(), playable })
    .from(integrityChecks)
    .where(gte(integrityChecks.at, since))
    .groupBy(sql`1`)
    .orderBy(sql`1 desc`);
  return rows.map((row) => ({ ...row, interval: wilsonInterval(row.playable, row.checked) }));
}

async function lastRun(db: Db, kind: IntegrityRunKind, now: number): Promise<IntegrityRun | null> {
  const [run] = await db
    .select()
    .from(integrityRuns)
    .where(eq(integrityRuns.kind, kind))
    .orderBy(desc(integrityRuns.startedAt))
    .limit(1);
  if (!run) return null;
  const { startedAt, endedAt, updatedAt, objects, bytes, skipped, findings, lastError } = run;
  return {
    startedAt,
    endedAt,
    isDead: endedAt === null && updatedAt < now - DEAD_AFTER,
    objects,
    bytes,
    skipped,
    findings,
    problem: lastError,
  };
}

/**
 * Wilson's interval for a share (1927): where the true share of the whole lies with 95 % confidence,
 * when `hits` of `n` drawn at random have it. Right for small samples and for shares near 1, too.
 */
export function wilsonInterval(hits: number, n: number): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const share = hits / n;
  const spread = Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  const centre = share + Z ** 2 / (2 * n);
  const scale = 1 + Z ** 2 / n;
  return {
    low: Math.max(0, (centre - spread) / scale),
    high: Math.min(1, (centre + spread) / scale),
  };
}
