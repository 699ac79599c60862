import { DeletionId, newId } from '@workcompanion/core/ids';
import { appendAuditEntry, SYSTEM_ACTOR } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import {
  type FootageStretch,
  keyReach,
  type LiveKey,
} from '@workcompanion/db/retention/decide-deletion';
import type { OwnedDevice } from '@workcompanion/db/retention/device-pages';
import type { RetentionRuleRow } from '@workcompanion/db/retention/rules-in-force';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { type deletionRequests, deletions } from '@workcompanion/db/schema/deletions';
import { inArray } from 'drizzle-orm';

export type DeletionRequestRow = typeof deletionRequests.$inferSelect;

export interface ChosenKeys {
  readonly device: OwnedDevice;
  readonly keys: readonly LiveKey[];
  /** What they go by. */
  readonly cause: { readonly rule: RetentionRuleRow } | { readonly request: DeletionRequestRow };
  readonly at: number;
}

/** The end of the keys, the deletion that follows it, and its audit entry. Under the retention lock. */
export async function destroyChosen(
  tx: Tx,
  { device, keys, cause, at }: ChosenKeys,
): Promise<void> {
  const id = newId(DeletionId, at / 1000);
  const stretch = stretchOf(keys);
  await tx.insert(deletions).values({
    id,
    deviceId: device.id,
    personId: device.personId,
    ...('rule' in cause ? { ruleId: cause.rule.id } : { requestId: cause.request.id }),
    stretchFrom: stretch.from,
    stretchTo: stretch.to,
    keys: keys.length,
    startedAt: at,
  });
  const ids = keys.map((key) => key.id);
  await tx
    .update(dataKeys)
    .set({ wrapped: null, destroyedAt: at, deletionId: id })
    .where(inArray(dataKeys.id, ids));
  const by =
    'rule' in cause
      ? { rule: cause.rule.id, days: cause.rule.days }
      : { request: cause.request.id };
  await appendAuditEntry(tx, SYSTEM_ACTOR, {
    at,
    action: 'keys.destroyed',
    entityType: 'device',
    entityId: device.id,
    details: { deletion: id, ...by, keys: ids, stretch },
  });
}

function stretchOf(keys: readonly LiveKey[]): FootageStretch {
  const reaches = keys.map(keyReach);
  return {
    from: Math.min(...reaches.map(({ from }) => from)),
    to: Math.max(...reaches.map(({ to }) => to)),
  };
}
