import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { and, desc, isNotNull, lt } from 'drizzle-orm';
import type { ListEndedRules, RulesPage } from '../../contract/retention.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { selectRules, toRule } from './rule-rows.ts';

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
