import { AppError, type ErrorCode, isAppError } from '@workcompanion/core/errors';
import type { DeviceId } from '@workcompanion/core/ids';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { eq, type SQL, sql } from 'drizzle-orm';
import type { DeviceContext } from '../device-context.ts';

/** For a device and hour: a body that is not what was signed each minute, a broken line each six seconds. */
const MOST_WEIGHT = 600;
const MOST_BYTES = 2 * 1024 ** 3;

/** µs */
const HOUR = 3_600_000_000;

/** What an upload that came to nothing counts for. Others are our own fault, or nobody's. */
const WEIGHTS: Partial<Record<ErrorCode, number>> = {
  'digest-mismatch': 10,
  'body-too-large': 10,
  'signature-invalid': 10,
  'statement-invalid': 10,
  'statement-mismatch': 10,
  'statement-implausible': 10,
  'segment-conflict': 10,
  'truncated-body': 1,
};

/**
 * How much a device may send for nothing within an hour of the clock. It is counted in the database, for all
 * portals; each remembers whom it has turned away until when. A body that is gone on with costs only
 * the bytes that it leaves here, so that a bad line keeps nobody out.
 */
export class BrokenUploads {
  /** Until when they wait, UTC µs. */
  readonly #held = new Map<DeviceId, number>();

  /** Throws `too-many-broken-uploads`. */
  assertFew({ device, now }: Pick<DeviceContext, 'device' | 'now'>): void {
    const until = this.#held.get(device.id) ?? 0;
    const wait = until - now();
    if (wait <= 0) {
      this.#held.delete(device.id);
      return;
    }
    throw new AppError(
      'too-many-broken-uploads',
      `Device ${device.id} sent too many uploads that came to nothing: it may go on in the next hour.`,
      { retryAfterSeconds: Math.ceil(wait / 1_000_000) },
    );
  }

  /** `left`: bytes of a broken body that are kept to go on from; null: what came is lost. */
  async note(
    ctx: Pick<DeviceContext, 'device' | 'now' | 'db'>,
    error: unknown,
    { bytes, left }: { readonly bytes: number; readonly left: number | null },
  ): Promise<void> {
    const weight = isAppError(error) ? WEIGHTS[error.code] : undefined;
    if (weight === undefined) return;
    const now = ctx.now();
    const hour = Math.floor(now / HOUR);
    const { brokenHour, brokenUploads, brokenBytes, uploadsHeldAt } = deviceStates;
    const sum = (column: typeof brokenUploads | typeof brokenBytes, more: number): SQL =>
      sql`case when ${brokenHour} = ${hour} then ${column} else 0 end + ${more}::bigint`;
    const uploads = sum(brokenUploads, left === null || left <= 0 ? weight : 0);
    const all = sum(brokenBytes, left ?? bytes);
    const isMany = sql<boolean>`(${uploads} > ${MOST_WEIGHT} or ${all} > ${MOST_BYTES})`;
    const [row] = await ctx.db
      .update(deviceStates)
      .set({
        brokenHour: hour,
        brokenUploads: uploads,
        brokenBytes: all,
        uploadsHeldAt: sql`case when ${isMany} then ${sql.param(now, uploadsHeldAt)} else ${uploadsHeldAt} end`,
      })
      .where(eq(deviceStates.deviceId, ctx.device.id))
      .returning({ uploads: brokenUploads, bytes: brokenBytes });
    if (row === undefined || (row.uploads <= MOST_WEIGHT && row.bytes <= MOST_BYTES)) return;
    this.#held.set(ctx.device.id, (hour + 1) * HOUR);
  }
}
