import { readDeletionCertificate } from '@workcompanion/core/crypto/deletion-certificate';
import { DeletionId } from '@workcompanion/core/ids';
import { MAX_SEGMENT } from '@workcompanion/db/queries/span-joint';
import { deletionRequests } from '@workcompanion/db/schema/deletion-requests';
import { deletions } from '@workcompanion/db/schema/deletions';
import { devices } from '@workcompanion/db/schema/devices';
import { employees } from '@workcompanion/db/schema/employees';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { desc, eq, lt } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { DeletionSummary, DeletionsPage } from '../../contract/retention.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { PageSize } from '../page-size.ts';

const requesters = alias(users, 'requesters');
const approvers = alias(users, 'approvers');

export const ListDeletions = z.object({ cursor: DeletionId.optional(), limit: PageSize });

/** Where it lay: exactly once it is certified, by the keys' windows before. */
function footageOf({ certificate, stretchFrom, stretchTo }: typeof deletions.$inferSelect) {
  const footage = certificate === null ? null : readDeletionCertificate(certificate).footage;
  return footage ?? { from: stretchFrom + MAX_SEGMENT, to: stretchTo - 2 * MAX_SEGMENT };
}

interface Cause {
  readonly rule: typeof retentionRules.$inferSelect | null;
  readonly teamName: string | null;
  readonly reason: string | null;
  readonly requestedBy: string | null;
  readonly approvedBy: string | null;
}

function causeOf(cause: Cause): Pick<DeletionSummary, 'rule' | 'request'> {
  const { rule, teamName, reason, requestedBy, approvedBy } = cause;
  if (rule === null) {
    const people = { requestedBy: requestedBy ?? '', approvedBy: approvedBy ?? '' };
    return { rule: null, request: { reason: reason ?? '', ...people } };
  }
  const team = rule.teamId === null ? null : { id: rule.teamId, name: teamName ?? '' };
  return { rule: { days: rule.days ?? 0, team }, request: null };
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
      reason: deletionRequests.reason,
      requestedBy: requesters.name,
      approvedBy: approvers.name,
    })
    .from(deletions)
    .innerJoin(employees, eq(employees.id, deletions.employeeId))
    .innerJoin(devices, eq(devices.id, deletions.deviceId))
    .leftJoin(retentionRules, eq(retentionRules.id, deletions.ruleId))
    .leftJoin(teams, eq(teams.id, retentionRules.teamId))
    .leftJoin(deletionRequests, eq(deletionRequests.id, deletions.requestId))
    .leftJoin(requesters, eq(requesters.id, deletionRequests.requestedBy))
    .leftJoin(approvers, eq(approvers.id, deletionRequests.approvedBy))
    .where(cursor === undefined ? undefined : lt(deletions.id, cursor))
    .orderBy(desc(deletions.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(({ deletion, name, host, ...cause }) => ({
    id: deletion.id,
    employee: { id: deletion.employeeId, name },
    device: { id: deletion.deviceId, hostname: host.hostname },
    ...causeOf(cause),
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
