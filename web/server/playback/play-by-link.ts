import { AppError } from '@workcompanion/core/errors';
import type { SegmentId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { playerLinks } from '@workcompanion/db/schema/player-links';
import { sessions } from '@workcompanion/db/schema/sessions';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, getTableColumns, gt, isNull } from 'drizzle-orm';
import type { BuildPlaylist } from '../../contract/playback.ts';
import { PLAYER_LINK_ROUTES } from '../../contract/player-links.ts';
import { openSession } from '../auth/current-session.ts';
import { reachDevice } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import type { Admission } from '../http/bind.ts';
import type { Call } from '../http/call.ts';
import { sha256 } from '../keys/sha256.ts';
import { type ServedPlaylist, servePlaylist } from './build-playlist.ts';
import { type OpenedSegment, openCountedSegment, type SegmentRequest } from './open-segment.ts';

/** Whoever made the address, in the sign-in in which they made it. */
interface PlayerContext extends UserContext {
  readonly link: typeof playerLinks.$inferSelect;
  readonly token: string;
}

/**
 * A program that has an address with a token. It ends with its time, by its maker, with their sign-in,
 * and with their right to watch and to export, which are asked for each time. A segment is watched, as in
 * the browser: the sign-in is not idle.
 * Throws `not-found` alike for unknown and ended.
 */
export const asPlayer: Admission<PlayerContext> = async (server, call, work) => {
  const token = call.url.searchParams.get('token') ?? '';
  const found = await findLink(server, token);
  const who = found && (await openSession(server, found.claims, { isUse: isSegment(call) }));
  if (!who || who.session.owes !== null) {
    throw new AppError('not-found', 'This address does not work any more.');
  }
  const ctx = { ...server, ...who, link: found.link, token };
  await reachDevice(ctx, 'export', ctx.link.deviceId);
  return await work(ctx);
};

const isSegment = ({ url }: Call): boolean => !url.pathname.endsWith('/playlist.m3u8');

async function findLink({ db, now }: ServerContext, token: string) {
  const [row] = await db
    .select({ link: getTableColumns(playerLinks), user: sessions.userId })
    .from(playerLinks)
    .innerJoin(sessions, eq(sessions.id, playerLinks.sessionId))
    .where(and(eq(playerLinks.tokenHash, sha256(token)), gt(playerLinks.expiresAt, now())));
  return row && { link: row.link, claims: { sub: row.user, sid: row.link.sessionId } };
}

/** The stretch that the address is for, by addresses that have its token. Throws as `buildPlaylist`. */
export async function serveLinkedPlaylist(
  ctx: PlayerContext,
  { target, _HLS_skip, address }: LinkedPlaylistRequest,
): Promise<ServedPlaylist> {
  const { deviceId: device, display, footageFrom: from, footageTo: to } = ctx.link;
  const served = await servePlaylist(
    ctx,
    { device, display, from, to, target, _HLS_skip },
    (id) => `${SEGMENT_PATH.replace('{file}', `${id}.ts`)}?token=${ctx.token}`,
  );
  await noteOpened(ctx, address);
  return served;
}

interface LinkedPlaylistRequest extends Pick<BuildPlaylist, 'target' | '_HLS_skip'> {
  readonly address: string;
}

const SEGMENT_PATH = PLAYER_LINK_ROUTES.playLinkedSegment.path;

/** The audit log is told once from where an address was first used. */
async function noteOpened(ctx: PlayerContext, address: string): Promise<void> {
  const { id, deviceId, openedAt } = ctx.link;
  if (openedAt !== null) return;
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const opened = await tx
      .update(playerLinks)
      .set({ openedAt: at })
      .where(and(eq(playerLinks.id, id), isNull(playerLinks.openedAt)));
    if (opened.rowCount === 0) return;
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'player-link.opened',
      entityType: 'device',
      entityId: deviceId,
      details: { link: id, address },
    });
  });
}

/** A segment of the stretch, logged as a view of whoever made the address. Throws `forbidden` beyond it. */
export async function openLinkedSegment(
  ctx: PlayerContext,
  request: SegmentRequest,
): Promise<OpenedSegment> {
  await assertOfLink(ctx, request.id);
  return await openCountedSegment(ctx, request);
}

async function assertOfLink(ctx: PlayerContext, id: SegmentId): Promise<void> {
  const { link } = ctx;
  const played = await ctx.playedSegments.find(ctx.db, id, ctx.now());
  if (
    played?.segment.deviceId === link.deviceId &&
    played.display === link.display &&
    played.segment.startsAt < link.footageTo &&
    played.segment.startsAt + played.segment.duration > link.footageFrom
  ) {
    return;
  }
  throw new AppError('not-found', `Segment ${id} is not of the stretch that this address is for.`);
}
