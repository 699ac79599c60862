import type { TeamId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { retentionRules } from '../schema/retention-rules.ts';

export type RetentionRuleRow = typeof retentionRules.$inferSelect;
/** By team; null is for all. */
export type RulesInForce<R = RetentionRuleRow> = ReadonlyMap<TeamId | null, R>;

export async function rulesInForce(db: Db | Tx): Promise<RulesInForce> {
  const rows = await db
    .select()
    .from(retentionRules)
    .where(sql`approved_at is not null and ended_at is null`);
  return new Map(rows.map((row) => [row.teamId, row]));
}

/** The team's own rule wins, also when it keeps footage for ever or longer. */
export function ruleOf<R>(rules: RulesInForce<R>, teamId: TeamId | null): R | null {
  const own = teamId === null ? undefined : rules.get(teamId);
  return own ?? rules.get(null) ?? null;
}
