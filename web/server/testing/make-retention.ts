import {
  segmentListHash,
  signDeletionCertificate,
} from '@workcompanion/core/crypto/deletion-certificate';
import {
  DeletionId,
  type DeviceId,
  HoldId,
  KeyId,
  newId,
  type PersonId,
  RetentionRuleId,
  type TeamId,
} from '@workcompanion/core/ids';
import { deletions } from '@workcompanion/db/schema/deletions';
import { holds } from '@workcompanion/db/schema/holds';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { insertDeletionRequest } from './insert-deletion-request.ts';

interface RetentionFacts {
  readonly person: PersonId;
  readonly team: TeamId;
  readonly device: DeviceId;
  readonly by: UserContext['user']['id'];
}

/** Rules, a hold and a deletion that has its certificate. */
export async function makeRetention(
  ctx: ServerContext,
  { person, team, device, by }: RetentionFacts,
) {
  const proposal = { teamId: team, days: 400, proposedAt: 1, proposedBy: by };
  const [rule, ruleInForce] = [newId(RetentionRuleId), newId(RetentionRuleId)];
  await ctx.db.insert(retentionRules).values([
    { id: rule, ...proposal },
    { id: ruleInForce, ...proposal, approvedAt: 2, approvedBy: by },
  ]);
  const hold = newId(HoldId);
  await ctx.db.insert(holds).values({
    id: hold,
    personId: person,
    footageFrom: 0,
    reason: '-',
    placedAt: 1,
    placedBy: by,
  });
  const deletionRequest = await insertDeletionRequest(ctx.db, { person, by });
  const otherDeletionRequest = await insertDeletionRequest(ctx.db, { person, by });
  const deletion = newId(DeletionId);
  await ctx.db.insert(deletions).values({
    id: deletion,
    deviceId: device,
    personId: person,
    ruleId: ruleInForce,
    stretchFrom: 0,
    stretchTo: 1,
    keys: 1,
    startedAt: 2,
    finishedAt: 3,
    certificate: await signDeletionCertificate(
      {
        v: 1,
        deletion,
        person,
        device,
        rule: { id: ruleInForce, team, days: 400, approvedBy: by, approvedAt: 2 },
        footage: null,
        segments: 0,
        bytes: 0,
        segmentList: segmentListHash([]),
        keys: [newId(KeyId)],
        keysDestroyedAt: 2,
        objectsDeletedAt: 3,
      },
      ctx.keys.signing.privateKey,
    ),
  });
  return { rule, ruleInForce, hold, deletion, deletionRequest, otherDeletionRequest };
}
