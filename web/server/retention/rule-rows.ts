import type { Db, Tx } from '@workcompanion/db/client';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { RetentionRule } from '../../contract/retention.ts';

const proposers = alias(users, 'proposers');
const approvers = alias(users, 'approvers');
const enders = alias(users, 'enders');

/** Rules with the names of their team and of whoever acted on them. */
export function selectRules(db: Db | Tx) {
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

interface RuleRow {
  readonly rule: typeof retentionRules.$inferSelect;
  readonly teamName: string | null;
  readonly proposedBy: string;
  readonly approvedBy: string | null;
  readonly endedBy: string | null;
}

export function toRule({ rule, teamName, ...names }: RuleRow): RetentionRule {
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
