import { AppError } from '@workcompanion/core/errors';
import type { GapRecorded, Paused, Resumed } from '@workcompanion/core/protocol/statement';
import type { Tx } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { gaps } from '@workcompanion/db/schema/spans';
import { eq, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';

export interface GapTime {
  readonly tx: Tx;
  readonly now: number;
}

/**
 * A gap is stated when it begins and when it ends, and the two may arrive in either order: an end is
 * never undone by the beginning, nor is the cause that came with the end.
 */
export async function noteGap(at: GapTime, gap: z.infer<typeof GapRecorded>): Promise<void> {
  if (gap.to !== null && gap.to < gap.from) {
    throw new AppError('statement-invalid', `Gap ${gap.gap} ends before it begins.`);
  }
  const isLateBeginning = sql`excluded.ends_at is null and ${gaps.endsAt} is not null`;
  await upsertGap(
    at,
    {
      id: gap.gap,
      deviceId: gap.device,
      display: gap.display,
      cause: gap.cause,
      startsAt: gap.from,
      endsAt: gap.to,
      note: gap.note,
    },
    {
      cause: sql`case when ${isLateBeginning} then ${gaps.cause} else excluded.cause end`,
      startsAt: sql`excluded.starts_at`,
      endsAt: sql`coalesce(excluded.ends_at, ${gaps.endsAt})`,
      note: sql`coalesce(excluded.note, ${gaps.note})`,
    },
  );
}

/** `until` is a plan, and no end. */
export async function notePause(
  at: GapTime,
  { gap, device, from, reason }: z.infer<typeof Paused>,
): Promise<void> {
  const row = {
    id: gap,
    deviceId: device,
    display: null,
    cause: 'paused',
    startsAt: from,
    endsAt: null,
    note: reason,
  } as const;
  await upsertGap(at, row, { startsAt: sql`excluded.starts_at`, note: sql`excluded.note` });
}

/** Until its pause arrives, a resume stands for a gap without length. */
export async function noteResume(
  at: GapTime,
  { gap, device, to }: z.infer<typeof Resumed>,
): Promise<void> {
  const row = {
    id: gap,
    deviceId: device,
    display: null,
    cause: 'paused',
    startsAt: to,
    endsAt: to,
    note: null,
  } as const;
  await upsertGap(at, row, { endsAt: sql`excluded.ends_at` });
}

type GapRow = typeof gaps.$inferInsert;

/**
 * Writes a gap or, when its id is known, only what `set` names. What it says of the time before the
 * device was enrolled, or of the future, explains nothing. Throws `foreign-device`.
 */
async function upsertGap(
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
