import { randomBytes } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import { newId, PlayerLinkId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { playerLinks } from '@workcompanion/db/schema/player-links';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, desc, eq, gt, lte, sql } from 'drizzle-orm';
import {
  type EndPlayerLink,
  type MakePlayerLink,
  PLAYER_LINK_ROUTES,
  type PlayerLink,
  type PlayerLinkMade,
} from '../../contract/player-links.ts';
import { reachDevice } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import { sha256 } from '../keys/sha256.ts';
import { assertPlayableRange } from '../views/report-view.ts';
import { watchable } from './segments-in-reach.ts';

/** µs. A working morning: who watches on makes another. */
const LASTS = 4 * 3_600_000_000;
/** In force at once, of one sign-in. */
const MOST = 20;
const RETRY_AFTER_SECONDS = 600;

/**
 * An address by which a player without cookies plays a stretch of a display. Whoever has it watches as
 * its maker; to let footage out of the portal is what the right to export is for. It is told this once.
 * Throws `forbidden`, `purpose-required`, `not-found`, `too-many-requests`, and for the range.
 */
export async function makePlayerLink(
  ctx: UserContext,
  { device, display, from, to }: MakePlayerLink,
): Promise<PlayerLinkMade> {
  assertPlayableRange({ from, to });
  await watchable(ctx, { device, display, from, to });
  await reachDevice(ctx, 'export', device);
  const at = ctx.now();
  const id = newId(PlayerLinkId, at / 1000);
  const token = randomBytes(32).toString('base64url');
  const expiresAt = at + LASTS;
  const own = eq(playerLinks.sessionId, ctx.session.id);
  await withTransaction(ctx.db, async (tx) => {
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`player links ${ctx.session.id}`}, 0))`,
    );
    await tx.delete(playerLinks).where(and(own, lte(playerLinks.expiresAt, at)));
    if ((await tx.$count(playerLinks, own)) >= MOST) throw tooMany();
    await tx.insert(playerLinks).values({
      id,
      tokenHash: sha256(token),
      sessionId: ctx.session.id,
      deviceId: device,
      display,
      footageFrom: from,
      footageTo: to,
      expiresAt,
    });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'player-link.made',
      entityType: 'device',
      entityId: device,
      details: { link: id, display, from, to, expiresAt },
    });
  });
  const { path } = PLAYER_LINK_ROUTES.buildLinkedPlaylist;
  return { id, url: `${ctx.config.publicUrl}${path}?token=${token}`, expiresAt };
}

function tooMany(): AppError {
  return new AppError('too-many-requests', `At most ${MOST} addresses work at once: end some.`, {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}

/** Counts with the player's next request. Twice is no error. Throws `not-found` for that of another sign-in. */
export async function endPlayerLink(ctx: UserContext, { link: id }: EndPlayerLink): Promise<void> {
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const [link] = await tx.select().from(playerLinks).where(isOwn(ctx, id)).for('update');
    if (!link) throw new AppError('not-found', `There is no address ${id} of your sign-in.`);
    if (link.expiresAt <= at) return;
    await tx.update(playerLinks).set({ expiresAt: at }).where(eq(playerLinks.id, id));
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'player-link.ended',
      entityType: 'device',
      entityId: link.deviceId,
      details: { link: id },
    });
  });
}

function isOwn({ session }: UserContext, id: PlayerLinkId) {
  return and(eq(playerLinks.id, id), eq(playerLinks.sessionId, session.id));
}

/** Those of this sign-in that work, the newest first; never the addresses themselves. */
export async function listPlayerLinks(ctx: UserContext): Promise<{ readonly items: PlayerLink[] }> {
  const rows = await ctx.db
    .select()
    .from(playerLinks)
    .where(and(eq(playerLinks.sessionId, ctx.session.id), gt(playerLinks.expiresAt, ctx.now())))
    .orderBy(desc(playerLinks.id));
  return {
    items: rows.map(({ id, deviceId, display, footageFrom, footageTo, expiresAt, openedAt }) => ({
      id,
      device: deviceId,
      display,
      from: footageFrom,
      to: footageTo,
      expiresAt,
      openedAt,
    })),
  };
}
