import type { Db } from '@workcompanion/db/client';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { retentionRuns } from '@workcompanion/db/schema/retention-runs';
import { teams } from '@workcompanion/db/schema/teams';
import { asc, desc, isNull, sql } from 'drizzle-orm';
import type { RetentionNight, RetentionOverview } from '../../contract/retention.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { selectRules, toRule } from './rule-rows.ts';

/** The rules that count, those that wait to be put in force, and the last night's work. */
export async function readRetention(ctx: UserContext): Promise<RetentionOverview> {
  assertRight(ctx.user, 'list');
  const rows = await selectRules(ctx.db)
    .where(isNull(retentionRules.endedAt))
    .orderBy(sql`${retentionRules.teamId} is not null`, asc(teams.name), asc(retentionRules.id));
  const rules = rows.map(toRule);
  return {
    inForce: rules.filter(({ approved }) => approved !== null),
    proposed: rules.filter(({ approved }) => approved === null),
    night: await lastNight(ctx.db),
  };
}

async function lastNight(db: Db): Promise<RetentionNight> {
  const [run] = await db.select().from(retentionRuns).orderBy(desc(retentionRuns.night)).limit(1);
  if (!run) return null;
  const { night, startedAt, endedAt, devices, keys, heldKeys } = run;
  const due = run.due && { ...run.due, shares: [...run.due.shares] };
  return { night, startedAt, endedAt, devices, keys, heldKeys, due };
}
