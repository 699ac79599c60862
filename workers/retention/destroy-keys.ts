import type { DeviceId } from '@workcompanion/core/ids';
import { MAX_DELETION_KEYS } from '@workcompanion/core/protocol/deletion-certificate';
import { decideForDevices } from '@workcompanion/db/retention/decide-for-devices';
import { findOwnedDevice } from '@workcompanion/db/retention/device-pages';
import { lockRetention } from '@workcompanion/db/retention/lock-retention';
import { rulesInForce } from '@workcompanion/db/retention/rules-in-force';
import { withTransaction } from '@workcompanion/db/transaction';
import { destroyChosen } from './destroy-chosen.ts';
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
    const { device: owned, rule } = decision;
    if (keys.length > 0) await destroyChosen(tx, { device: owned, keys, cause: { rule }, at });
    return { destroyed: keys.length, held: decision.held.length };
  });
}
