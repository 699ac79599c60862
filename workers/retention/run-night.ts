import type { DeviceId } from '@workcompanion/core/ids';
import { MAX_DELETION_KEYS } from '@workcompanion/core/protocol/deletion-certificate';
import { DAY } from '@workcompanion/db/retention/decide-deletion';
import { decideForDevices } from '@workcompanion/db/retention/decide-for-devices';
import { devicePages, findOwnedDevice } from '@workcompanion/db/retention/device-pages';
import { lockRetention } from '@workcompanion/db/retention/lock-retention';
import { rehearseDeletion } from '@workcompanion/db/retention/rehearse-deletion';
import { rulesInForce } from '@workcompanion/db/retention/rules-in-force';
import { retentionRuns } from '@workcompanion/db/schema/retention-rules';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { destroyChosen } from './destroy-chosen.ts';
import type { RetentionWork } from './retention-work.ts';

/** µs. A run that has not moved for so long is dead. */
const DEAD_AFTER = 10 * 60_000_000;

export interface Night {
  /** The local date. */
  readonly night: string;
  readonly worker: string;
}

export type NightRow = typeof retentionRuns.$inferSelect;

/**
 * One night's work: keys of everything expired are destroyed, device after device, and then it is
 * worked out what will go the next night. Returns null when another process does or did it.
 */
export async function runNight(work: RetentionWork, night: Night): Promise<NightRow | null> {
  const claimed = await claimNight(work, night);
  if (claimed === null) return null;
  const { db, now, mayGoOn } = work;
  const rules = await rulesInForce(db);
  for await (const devices of devicePages(db, claimed.doneThrough)) {
    // A look without locks spares those that have nothing expired, which are nearly all.
    for (const { device } of await decideForDevices(db, { devices, rules, now: now() })) {
      if (!mayGoOn()) return null;
      const { destroyed, held } = await destroyKeys(work, device.id);
      await note(work, night, { doneThrough: device.id, destroyed, held });
    }
    await note(work, night, { doneThrough: devices.at(-1)?.id ?? null, destroyed: 0, held: 0 });
  }
  const at = now();
  const due = await rehearseDeletion(db, { at, dueBy: at + DAY });
  const [ended] = await db
    .update(retentionRuns)
    .set({ updatedAt: at, endedAt: at, due })
    .where(eq(retentionRuns.night, night.night))
    .returning();
  return ended ?? null;
}

async function claimNight(
  { db, now }: RetentionWork,
  { night, worker }: Night,
): Promise<NightRow | null> {
  const at = now();
  const [fresh] = await db
    .insert(retentionRuns)
    .values({ night, worker, startedAt: at, updatedAt: at })
    .onConflictDoNothing()
    .returning();
  if (fresh) return fresh;
  const [taken] = await db
    .update(retentionRuns)
    .set({ worker, updatedAt: at })
    .where(
      and(
        eq(retentionRuns.night, night),
        isNull(retentionRuns.endedAt),
        or(eq(retentionRuns.worker, worker), lt(retentionRuns.updatedAt, at - DEAD_AFTER)),
      ),
    )
    .returning();
  return taken ?? null;
}

interface Noted {
  readonly doneThrough: DeviceId | null;
  readonly destroyed: number;
  readonly held: number;
}

async function note(work: RetentionWork, { night }: Night, noted: Noted): Promise<void> {
  const { doneThrough, destroyed, held } = noted;
  await work.db
    .update(retentionRuns)
    .set({
      updatedAt: work.now(),
      doneThrough,
      devices: sql`${retentionRuns.devices} + ${destroyed > 0 ? 1 : 0}`,
      keys: sql`${retentionRuns.keys} + ${destroyed}`,
      heldKeys: sql`${retentionRuns.heldKeys} + ${held}`,
    })
    .where(eq(retentionRuns.night, night));
}

interface KeysDestroyed {
  readonly destroyed: number;
  readonly held: number;
}

/** All expired keys of a device, a deletion at a time. After a crash in between, the rest goes next. */
async function destroyKeys(work: RetentionWork, device: DeviceId): Promise<KeysDestroyed> {
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
