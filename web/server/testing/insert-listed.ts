import {
  CaseId,
  DeletionId,
  DeletionRequestId,
  type DeviceId,
  HoldId,
  newId,
  RetentionRuleId,
  SegmentId,
} from '@workcompanion/core/ids';
import { caseMembers, cases } from '@workcompanion/db/schema/cases';
import { deletionRequests, deletions } from '@workcompanion/db/schema/deletions';
import { devices } from '@workcompanion/db/schema/devices';
import { holds } from '@workcompanion/db/schema/holds';
import { integrityFindings, integrityRuns } from '@workcompanion/db/schema/integrity-runs';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { users } from '@workcompanion/db/schema/users';
import { views } from '@workcompanion/db/schema/views';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { eq, sql } from 'drizzle-orm';
import type { UserContext } from '../auth/user-context.ts';
import { makeCase } from '../cases/make-case.ts';
import { makeUser } from './test-user.ts';

export const LISTED_VERSIONS = ['0.9.0', '0.10.0', '0.10.1-beta.1', 'unknown'] as const;

/** For lists in any order: of all that is listed so many, with values that several share or lack. */
export async function insertListed(ctx: UserContext, count: number): Promise<void> {
  const owned: DeviceId[] = [];
  for (let at = 0; at < count; at += 1) owned.push(await insertComputer(ctx, at));
  for (const [at, device] of owned.entries()) {
    await insertWhatIsListed(ctx, at, device);
    await insertTroubles(ctx, at, device);
  }
}

/** Values shared by several, and none for some. */
async function insertComputer(ctx: UserContext, at: number): Promise<DeviceId> {
  return insertDevice(ctx.db, {
    recorderVersion: LISTED_VERSIONS[at % LISTED_VERSIONS.length] ?? '',
    policyVersion: at % 3,
    backlogBytes: (at % 4) * 1_000_000_000,
    lastFrameAt: at % 3 === 0 ? null : 1_764_000_000_000_000 + (at % 4),
    clockOffset: at % 5 === 0 ? null : (at % 4) - 2,
  });
}

async function insertWhatIsListed(ctx: UserContext, at: number, device: DeviceId): Promise<void> {
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, device));
  if (!row) throw new Error('no such device');
  const { personId } = row;
  const by = ctx.user.id;
  const made = await makeCase(ctx, { title: `Case ${at % 3}`, description: '' });
  if (at % 2 === 0)
    await ctx.db
      .update(cases)
      .set({ closedAt: 1, closedBy: by })
      .where(eq(cases.id, CaseId.parse(made.id)));
  const member = await makeUser(ctx, at % 2 === 0 ? ['employee', 'manager'] : ['auditor']);
  await ctx.db
    .insert(caseMembers)
    .values({ caseId: made.id, userId: member.user.id, addedAt: 1, addedBy: by });
  const lastSignInAt = at % 3 === 0 ? null : 1_000_000 * (at % 2);
  await ctx.db.update(users).set({ lastSignInAt }).where(eq(users.id, member.user.id));
  const stretch = { footageFrom: (at % 4) * 1_000_000, reason: '-' };
  await ctx.db.insert(holds).values({
    id: newId(HoldId),
    personId,
    ...stretch,
    placedAt: at,
    placedBy: by,
    expiresAt: at % 2 === 0 ? null : 5,
  });
  const rule = newId(RetentionRuleId);
  await ctx.db.insert(retentionRules).values({
    id: rule,
    days: 1,
    proposedAt: 1,
    proposedBy: by,
    endedAt: 2,
    endedBy: by,
  });
  await ctx.db.insert(deletions).values({
    id: newId(DeletionId),
    deviceId: device,
    personId,
    ruleId: rule,
    keys: 1,
    stretchFrom: (at % 3) * 1_000_000,
    stretchTo: 9_000_000,
    startedAt: at,
    bytes: at % 4,
  });
  await ctx.db.insert(views).values({
    id: crypto.randomUUID(),
    userId: by,
    deviceId: device,
    footageFrom: 0,
    footageTo: 1,
    watchedAt: 1_000_000 + (at % 3),
    updatedAt: 2,
  });
}

/** A deletion that is asked for, a segment that does not get into the archive, findings. */
async function insertTroubles(ctx: UserContext, at: number, device: DeviceId): Promise<void> {
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, device));
  if (!row) throw new Error('no such device');
  await ctx.db.insert(deletionRequests).values({
    id: newId(DeletionRequestId),
    personId: row.personId,
    reason: '-',
    footageFrom: (at % 3) * 1_000_000,
    footageTo: 9_000_000,
    requestedAt: at,
    requestedBy: ctx.user.id,
  });
  const segment = newId(SegmentId);
  await ctx.db.execute(sql`
    insert into segments (id, device_id, recording_id, key_id, starts_at, duration, crc64,
      journal_index, sequence, frames, bytes, plain_bytes, md5, sha256, iv, state, attempts, last_error)
    values (${segment}, ${device}, ${segment}, ${segment}, now(), 1, 1, ${at}, ${at}, 1, ${at % 3}, 1,
      '', '', '', 'hot', ${at % 4 === 0 ? null : at % 4}, 'unavailable')`);
  const [run] = await ctx.db
    .insert(integrityRuns)
    .values({ kind: 'reconciliation', startedAt: 1, updatedAt: 1, endedAt: 2 })
    .returning();
  if (!run) throw new Error('no run was inserted');
  const kind = at % 2 === 0 ? ('missing' as const) : ('orphan' as const);
  const segmentId = kind === 'missing' ? segment : null;
  const facts = {
    runId: run.id,
    kind,
    segmentId,
    foundAt: at,
    objectKey: `segments/${at % 5}/${at}`,
  };
  await ctx.db
    .insert(integrityFindings)
    .values([facts, { ...facts, resolvedAt: 1_000_000 * (at % 3) }]);
}
