import type { DeviceId, PurposeId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { findDevice } from '@workcompanion/db/queries/select-devices';
import { views } from '@workcompanion/db/schema/views';
import { withTransaction } from '@workcompanion/db/transaction';
import { type SQL, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { UserContext } from '../auth/user-context.ts';
import { addStretches, extendView, moment, type ShownStretch } from './extend-view.ts';
import { tellWatched } from './watch-notifier.ts';

/** µs. Who is given nothing for so long has stopped watching: what comes then is another view. */
const VIEW_PAUSE = 15 * 60_000_000;
/** µs */
const LONGEST_VIEW = 24 * 3_600_000_000;
/** µs. Who is given footage so soon after it was recorded follows the person. */
const STILL_LIVE = 2 * 60_000_000;

export interface FootageDelivery {
  readonly device: DeviceId;
  /** As `requirePurpose` found it. */
  readonly purposeId: PurposeId | null;
  /** Null: the addresses of footage, which show nothing themselves. */
  readonly stretch: ShownStretch | null;
}

type Viewer = Pick<
  UserContext,
  'db' | 'user' | 'session' | 'now' | 'toldDeliveries' | 'watchNotifier'
>;

/**
 * Promise 4, "nobody watches unseen": comes before the first byte of footage or thumbnails leaves, whatever
 * player asks for them. The delivery stands in the user's open view of the device, or opens one, which
 * the audit log is told of. The person is told at once of what is hardly recorded yet.
 */
export async function logDelivery(ctx: Viewer, delivery: FootageDelivery): Promise<void> {
  const { device, purposeId, stretch } = delivery;
  const at = ctx.now();
  const told = [ctx.session.id, device, purposeId, ...Object.values(stretch ?? {})].join(' ');
  if (ctx.toldDeliveries.isTold(told, at)) return;
  const isFresh = stretch !== null && stretch.to > at - STILL_LIVE;
  const isLive = isFresh && !(await isOwn(ctx, device));
  const extension = { at, isLive, stretch };
  const open = openView(ctx, delivery);
  if (!(await extendView(ctx.db, open, extension))) {
    await withTransaction(ctx.db, async (tx) => {
      // What a player asks for first comes side by side, and is one view.
      await tx.execute(
        sql`select pg_advisory_xact_lock(hashtextextended(${`view ${ctx.user.id} ${device}`}, 0))`,
      );
      if (await extendView(tx, open, extension)) return;
      const view = await beginView(tx, ctx, delivery);
      await extendView(tx, open, extension);
      await appendAuditEntry(tx, ctx, {
        at,
        action: 'view.began',
        entityType: 'device',
        entityId: device,
        details: { view, session: ctx.session.id, purpose: purposeId, live: isLive },
      });
    });
  }
  ctx.toldDeliveries.tell(told, at);
  if (isLive) await tellWatched(ctx, device);
}

/** The same for what was found in many places: one statement for all of them but the first. */
export async function logDeliveries(
  ctx: Viewer,
  {
    stretches,
    ...view
  }: Omit<FootageDelivery, 'stretch'> & {
    readonly stretches: readonly ShownStretch[];
  },
): Promise<void> {
  const at = ctx.now();
  const [first, ...others] = stretches;
  if (first === undefined) return;
  await logDelivery(ctx, { ...view, stretch: first });
  const isFresh = ({ to }: ShownStretch) => to > at - STILL_LIVE;
  const old = others.filter((stretch) => !isFresh(stretch));
  const isWritten = await addStretches(ctx.db, openView(ctx, { ...view, stretch: null }), {
    at,
    stretches: old,
  });
  for (const stretch of isWritten ? others.filter(isFresh) : others) {
    await logDelivery(ctx, { ...view, stretch });
  }
}

/** The one that goes on, by whichever portal it was opened. */
function openView({ user, session, now }: Viewer, { device, purposeId }: FootageDelivery): SQL {
  return sql`
    select id from ${views}
    where user_id = ${user.id} and session_id = ${session.id} and device_id = ${device}
      and purpose_id is not distinct from ${purposeId}::uuid
      and watched_at > ${moment(now() - LONGEST_VIEW)} and updated_at > ${moment(now() - VIEW_PAUSE)}
    order by watched_at desc limit 1`;
}

async function beginView(
  tx: Tx,
  ctx: Viewer,
  { device, purposeId }: FootageDelivery,
): Promise<string> {
  const id = crypto.randomUUID();
  const at = ctx.now();
  await tx.insert(views).values({
    id,
    userId: ctx.user.id,
    sessionId: ctx.session.id,
    deviceId: device,
    purposeId,
    watchedAt: at,
    updatedAt: at,
  });
  return id;
}

/** Nobody is told that they watch themselves. */
async function isOwn({ db, user }: Viewer, device: DeviceId): Promise<boolean> {
  if (user.personId === null) return false;
  return (await findDevice(db, device))?.personId === user.personId;
}

const MAX_ENTRIES = 50_000;
/** µs. Much shorter than a view may pause: a view whose deliveries are not written again stays open. */
const WRITTEN_AGAIN_AFTER = 60_000_000;

/**
 * Which deliveries this process has lately written down: a player asks for the same segment in many
 * ranges, and for its playlist again and again.
 */
export class ToldDeliveries {
  readonly #told = new LRUCache<string, UtcMicros>({ max: MAX_ENTRIES });

  isTold(delivery: string, now: UtcMicros): boolean {
    const at = this.#told.get(delivery);
    return at !== undefined && at <= now && now - at < WRITTEN_AGAIN_AFTER;
  }

  tell(delivery: string, now: UtcMicros): void {
    this.#told.set(delivery, now);
  }
}
