import { readDeletionCertificate } from '@workcompanion/core/crypto/deletion-certificate';
import { isAppError } from '@workcompanion/core/errors';
import { MAX_SEGMENT } from '@workcompanion/db/queries/span-joint';
import { deletionRequests, deletions } from '@workcompanion/db/schema/deletions';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { DeletionSummary, DeletionsPage, ListDeletions } from '../../contract/deletions.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { keyset, type SortKey } from '../lists/keyset.ts';

const requesters = alias(users, 'requesters');
const approvers = alias(users, 'approvers');

const KEYS = {
  person: { value: people.name, type: 'text' },
  stretch: { value: deletions.stretchFrom, type: 'timestamptz' },
  amount: { value: deletions.bytes, type: 'bigint' },
  // Ids are made as the keys are destroyed.
  keysDestroyed: { value: deletions.id, type: 'uuid' },
} as const satisfies Record<string, SortKey>;

/** `broken`: it can't be read. One such must not hide the other deletions. */
function certificateOf({ certificate }: typeof deletions.$inferSelect) {
  if (certificate === null) return null;
  try {
    return readDeletionCertificate(certificate);
  } catch (error) {
    if (isAppError(error, 'statement-invalid')) return 'broken';
    throw error;
  }
}

/** Where it lay: exactly if its certificate says so, else by the keys' windows. */
function footageOf(deletion: typeof deletions.$inferSelect) {
  const certificate = certificateOf(deletion);
  const isCertificateBroken = certificate === 'broken';
  const { from, to } = (isCertificateBroken ? null : certificate?.footage) ?? {
    from: deletion.stretchFrom + MAX_SEGMENT,
    to: deletion.stretchTo - 2 * MAX_SEGMENT,
  };
  return { from, to, isCertificateBroken };
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

/** What was deleted, the latest first or as asked for. */
export async function listDeletions(
  ctx: UserContext,
  { sort, cursor, limit }: ListDeletions,
): Promise<DeletionsPage> {
  assertRight(ctx.user, 'list');
  const order = keyset({ keys: KEYS, id: KEYS.keysDestroyed, sort, cursor });
  const rows = await ctx.db
    .select({
      key: order.key,
      deletion: deletions,
      name: people.name,
      host: devices.host,
      rule: retentionRules,
      teamName: teams.name,
      reason: deletionRequests.reason,
      requestedBy: requesters.name,
      approvedBy: approvers.name,
    })
    .from(deletions)
    .innerJoin(people, eq(people.id, deletions.personId))
    .innerJoin(devices, eq(devices.id, deletions.deviceId))
    .leftJoin(retentionRules, eq(retentionRules.id, deletions.ruleId))
    .leftJoin(teams, eq(teams.id, retentionRules.teamId))
    .leftJoin(deletionRequests, eq(deletionRequests.id, deletions.requestId))
    .leftJoin(requesters, eq(requesters.id, deletionRequests.requestedBy))
    .leftJoin(approvers, eq(approvers.id, deletionRequests.approvedBy))
    .where(order.after)
    .orderBy(...order.by)
    .limit(limit + 1);
  const { page, next } = order.cut(rows, { limit, idOf: ({ deletion }) => deletion.id });
  const items = page.map(({ deletion, name, host, ...cause }) => ({
    id: deletion.id,
    person: { id: deletion.personId, name },
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
  return { items, next };
}
