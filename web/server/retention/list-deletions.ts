import { readDeletionCertificate } from '@workcompanion/core/crypto/deletion-certificate';
import { DeletionId } from '@workcompanion/core/ids';
import { MAX_SEGMENT } from '@workcompanion/db/queries/span-joint';
import { deletions } from '@workcompanion/db/schema/deletions';
import { devices } from '@workcompanion/db/schema/devices';
import { employees } from '@workcompanion/db/schema/employees';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { teams } from '@workcompanion/db/schema/teams';
import { desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { DeletionsPage } from '../../contract/retention.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { PageSize } from '../page-size.ts';

export const ListDeletions = z.object({ cursor: DeletionId.optional(), limit: PageSize });

/** Where it lay: exactly once it is certified, by the keys' windows before. */
function footageOf({ certificate, stretchFrom, stretchTo }: typeof deletions.$inferSelect) {
  const footage = certificate === null ? null : readDeletionCertificate(certificate).footage;
  return footage ?? { from: stretchFrom + MAX_SEGMENT, to: stretchTo - 2 * MAX_SEGMENT };
}

/** What was deleted, the latest first. */
export async function listDeletions(
  ctx: UserContext,
  { cursor, limit }: z.infer<typeof ListDeletions>,
): Promise<DeletionsPage> {
  assertRight(ctx.user, 'list');
  const rows = await ctx.db
    .select({
      deletion: deletions,
      name: employees.name,
      host: devices.host,
      rule: retentionRules,
      teamName: teams.name,
    })
    .from(deletions)
    .innerJoin(employees, eq(employees.id, deletions.employeeId))
    .innerJoin(devices, eq(devices.id, deletions.deviceId))
    .innerJoin(retentionRules, eq(retentionRules.id, deletions.ruleId))
    .leftJoin(teams, eq(teams.id, retentionRules.teamId))
    .where(cursor === undefined ? undefined : lt(deletions.id, cursor))
    .orderBy(desc(deletions.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(({ deletion, name, host, rule, teamName }) => ({
    id: deletion.id,
    employee: { id: deletion.employeeId, name },
    device: { id: deletion.deviceId, hostname: host.hostname },
    days: rule.days ?? 0,
    team: rule.teamId === null ? null : { id: rule.teamId, name: teamName ?? '' },
    ...footageOf(deletion),
    keys: deletion.keys,
    segments: deletion.segments,
    bytes: deletion.bytes,
    startedAt: deletion.startedAt,
    finishedAt: deletion.finishedAt,
    problem: deletion.lastError,
  }));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
