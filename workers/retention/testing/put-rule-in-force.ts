import { newId, RetentionRuleId, type TeamId, UserId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { users } from '@workcompanion/db/schema/users';

export async function putRuleInForce(
  db: Db,
  { days, teamId = null }: { readonly days: number | null; readonly teamId?: TeamId | null },
): Promise<typeof retentionRules.$inferSelect> {
  const userId = await insertUser(db);
  const rows = await db
    .insert(retentionRules)
    .values({
      id: newId(RetentionRuleId),
      teamId,
      days,
      proposedAt: 1,
      proposedBy: userId,
      approvedAt: 2,
      approvedBy: userId,
    })
    .returning();
  const [rule] = rows;
  if (!rule) throw new Error('no rule was inserted');
  return rule;
}

export async function insertUser(db: Db): Promise<UserId> {
  const id = newId(UserId);
  const email = `${id}@example.com`;
  await db
    .insert(users)
    .values({ id, email, name: 'Grace', passwordHash: 'none', roles: [], createdAt: 0 });
  return id;
}
