import { AppError } from '@workcompanion/core/errors';
import type { Tx } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { gaps } from '@workcompanion/db/schema/gaps';
import { eq, type SQL } from 'drizzle-orm';

export interface GapTime {
  readonly tx: Tx;
  readonly now: number;
}

type GapRow = typeof gaps.$inferInsert;

/**
 * Writes a gap or, when its id is known, only what `set` names. What it says of the time before the
 * device was enrolled, or of the future, explains nothing. Throws `foreign-device`.
 */
export async function upsertGap(
  { tx, now }: GapTime,
  stated: GapRow,
  set: Partial<Record<'cause' | 'startsAt' | 'endsAt' | 'note', SQL>>,
): Promise<void> {
  const row = limited(stated, { from: await enrolledAt(tx, stated), to: now + CLOCK_TOLERANCE });
  const written = await tx
    .insert(gaps)
    .values(row)
    .onConflictDoUpdate({ target: gaps.id, set, setWhere: eq(gaps.deviceId, row.deviceId) })
    .returning({ id: gaps.id });
  if (written.length === 0) {
    throw new AppError('foreign-device', `Gap ${row.id} was stated by another device.`);
  }
}

/** µs. Clocks are compared: what has just ended must not be cut short. */
const CLOCK_TOLERANCE = 24 * 3_600_000_000;

async function enrolledAt(tx: Tx, { deviceId }: GapRow): Promise<number> {
  const [device] = await tx
    .select({ at: devices.enrolledAt })
    .from(devices)
    .where(eq(devices.id, deviceId));
  return device?.at ?? 0;
}

/** A gap that lies outside as a whole hides nothing, and stays as stated. */
function limited(
  row: GapRow,
  { from, to }: { readonly from: number; readonly to: number },
): GapRow {
  const { startsAt, endsAt } = row;
  const isOpen = endsAt === null || endsAt === undefined;
  const begins = startsAt < from && (isOpen || endsAt > from) ? from : startsAt;
  return {
    ...row,
    startsAt: begins,
    endsAt: isOpen ? null : endsAt > to ? Math.max(begins, to) : endsAt,
  };
}
