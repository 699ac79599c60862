import { DeletionId, type DeviceId, newId } from '@workcompanion/core/ids';
import { MAX_DELETION_KEYS } from '@workcompanion/core/protocol/deletion-certificate';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { keyReach, type LiveKey, type Stretch } from '@workcompanion/db/retention/decide-deletion';
import {
  type DeviceDecision,
  decideForDevices,
} from '@workcompanion/db/retention/decide-for-devices';
import { findOwnedDevice } from '@workcompanion/db/retention/device-pages';
import { lockRetention } from '@workcompanion/db/retention/lock-retention';
import { type RetentionRuleRow, rulesInForce } from '@workcompanion/db/retention/rules-in-force';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { deletions } from '@workcompanion/db/schema/deletions';
import { withTransaction } from '@workcompanion/db/transaction';
import { inArray } from 'drizzle-orm';
import type { RetentionWork } from './retention-work.ts';

export interface KeysDestroyed {
  readonly destroyed: number;
  readonly held: number;
}

/** All expired keys of a device, a deletion at a time. After a crash in between, the rest goes next. */
export async function destroyKeys(work: RetentionWork, device: DeviceId): Promise<KeysDestroyed> {
  const total = { destroyed: 0, held: 0 };
  for (;;) {
    const step = await destroySome(work, device);
    total.destroyed += step.destroyed;
    total.held = step.held;
    if (step.destroyed < MAX_DELETION_KEYS || !work.mayGoOn()) return total;
  }
}

/** Decided anew inside the transaction: what a rehearsal said has no weight here. */
function destroySome({ db, now }: RetentionWork, id: DeviceId): Promise<KeysDestroyed> {
  return withTransaction(db, async (tx) => {
    await lockRetention(tx);
    const at = now();
    const device = await findOwnedDevice(tx, id);
    const rules = await rulesInForce(tx);
    const devices = device === null ? [] : [device];
    const [decision] = await decideForDevices(tx, { devices, rules, now: at });
    if (decision === undefined) return { destroyed: 0, held: 0 };
    const keys = decision.destroy.slice(0, MAX_DELETION_KEYS);
    if (keys.length > 0) await destroy(tx, { decision, keys, at });
    return { destroyed: keys.length, held: decision.held.length };
  });
}

interface Step {
  readonly decision: DeviceDecision<RetentionRuleRow>;
  readonly keys: readonly LiveKey[];
  readonly at: number;
}

async function destroy(tx: Tx, { decision, keys, at }: Step): Promise<void> {
  const { device, rule } = decision;
  const id = newId(DeletionId, at / 1000);
  const stretch = stretchOf(keys);
  await tx.insert(deletions).values({
    id,
    deviceId: device.id,
    employeeId: device.employeeId,
    ruleId: rule.id,
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
  await appendAuditEntry(tx, {
    at,
    userId: null,
    action: 'keys.destroyed',
    subject: `device:${device.id}`,
    details: { deletion: id, rule: rule.id, days: rule.days, keys: ids, stretch },
  });
}

function stretchOf(keys: readonly LiveKey[]): Stretch {
  const reaches = keys.map(keyReach);
  return {
    from: Math.min(...reaches.map(({ from }) => from)),
    to: Math.max(...reaches.map(({ to }) => to)),
  };
}
