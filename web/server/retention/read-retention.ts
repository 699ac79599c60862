import type { Db, Tx } from '@workcompanion/db/client';
import { retentionRules, retentionRuns } from '@workcompanion/db/schema/retention-rules';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { and, asc, desc, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type {
  ListEndedRules,
  RetentionNight,
  RetentionOverview,
  RetentionRule,
  RulesPage,
} from '../../contract/retention.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

const proposers = alias(users, 'proposers');
const approvers = alias(users, 'approvers');
const enders = alias(users, 'enders');

interface RuleRow {
  readonly rule: typeof retentionRules.$inferSelect;
  readonly teamName: string | null;
  readonly proposedBy: string;
  readonly approvedBy: string | null;
  readonly endedBy: string | null;
}

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

/** Rules with the names of their team and of whoever acted on them. */
function selectRules(db: Db | Tx) {
  return db
    .select({
      rule: retentionRules,
      teamName: teams.name,
      proposedBy: proposers.name,
      approvedBy: approvers.name,
      endedBy: enders.name,
    })
    .from(retentionRules)
    .innerJoin(proposers, eq(proposers.id, retentionRules.proposedBy))
    .leftJoin(teams, eq(teams.id, retentionRules.teamId))
    .leftJoin(approvers, eq(approvers.id, retentionRules.approvedBy))
    .leftJoin(enders, eq(enders.id, retentionRules.endedBy))
    .$dynamic();
}

function toRule({ rule, teamName, ...names }: RuleRow): RetentionRule {
  const { id, teamId, days, note, proposedAt, approvedAt, endedAt } = rule;
  const act = (at: number | null, by: string | null) => (at === null ? null : { at, by: by ?? '' });
  return {
    id,
    team: teamId === null ? null : { id: teamId, name: teamName ?? '' },
    days,
    note,
    proposed: { at: proposedAt, by: names.proposedBy },
    approved: act(approvedAt, names.approvedBy),
    ended: act(endedAt, names.endedBy),
  };
}

/** What counted once, or was dropped; the latest proposed first. */
export async function listEndedRules(
  ctx: UserContext,
  { cursor, limit }: ListEndedRules,
): Promise<RulesPage> {
  assertRight(ctx.user, 'list');
  const rows = await selectRules(ctx.db)
    .where(
      and(
        isNotNull(retentionRules.endedAt),
        cursor === undefined ? undefined : lt(retentionRules.id, cursor),
      ),
    )
    .orderBy(desc(retentionRules.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(toRule);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
