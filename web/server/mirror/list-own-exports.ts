import type { ExportId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { clips } from '@workcompanion/db/schema/clips';
import { exportEvents } from '@workcompanion/db/schema/export-events';
import { exports } from '@workcompanion/db/schema/exports';
import { purposes } from '@workcompanion/db/schema/purposes';
import { shares } from '@workcompanion/db/schema/shares';
import { users } from '@workcompanion/db/schema/users';
import { and, desc, eq, inArray, lt, min, sql } from 'drizzle-orm';
import type { ListOwnExports, OwnExportsPage } from '../../contract/mirror.ts';
import type { UserContext } from '../auth/user-context.ts';
import { isDisclosed } from '../watching/is-disclosed.ts';
import { ownPerson } from './own-person.ts';

/** What left the server, or may have: a package that was never made is not told. */
const MADE = ['made', 'expired'] as const;

/**
 * Packages of the signed-in person's footage, the latest first, without those of an investigation that
 * is not disclosed yet. The case and the note are not told: they speak of others too. Throws `forbidden`.
 */
export async function listOwnExports(
  ctx: UserContext,
  { cursor, limit }: ListOwnExports,
): Promise<OwnExportsPage> {
  const personId = ownPerson(ctx.user);
  const rows = await ctx.db
    .select({ made: exports, clip: clips, userName: users.name })
    .from(exports)
    .innerJoin(clips, eq(clips.id, exports.clipId))
    .innerJoin(users, eq(users.id, exports.requestedBy))
    .leftJoin(purposes, eq(purposes.id, exports.purposeId))
    .where(
      and(
        eq(clips.personId, personId),
        inArray(exports.state, [...MADE]),
        isDisclosed(ctx.now()),
        cursor === undefined ? undefined : lt(exports.id, cursor),
      ),
    )
    .orderBy(desc(exports.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const receivers = await receiversOf(
    ctx.db,
    page.map(({ made }) => made.id),
  );
  const items = page.map(({ made, clip, userName }) => ({
    id: made.id,
    at: made.finishedAt ?? made.requestedAt,
    userName,
    from: clip.footageFrom,
    to: clip.footageTo,
    displays: clip.displays.map(({ display }) => display),
    reason: made.reason,
    expiresAt: made.expiresAt,
    receivers: receivers.get(made.id) ?? [],
  }));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** From whom on somebody has the footage, or has seen it. */
const RECEIVED = ['downloaded', 'share-opened'] as const;

/** Who took each package, or opened it by a link: each once, the first first. */
async function receiversOf(
  db: Db,
  ids: readonly ExportId[],
): Promise<ReadonlyMap<ExportId, string[]>> {
  const name = sql<string>`coalesce(${users.name}, ${shares.recipient})`;
  const rows = await db
    .select({ id: exportEvents.exportId, name, first: min(exportEvents.id) })
    .from(exportEvents)
    .leftJoin(users, eq(users.id, exportEvents.userId))
    .leftJoin(shares, eq(shares.id, exportEvents.shareId))
    .where(
      and(
        inArray(exportEvents.exportId, [...ids]),
        inArray(exportEvents.action, [...RECEIVED]),
        sql`coalesce(${users.name}, ${shares.recipient}) is not null`,
      ),
    )
    .groupBy(exportEvents.exportId, name)
    .orderBy(min(exportEvents.id));
  return new Map(
    [...Map.groupBy(rows, ({ id }) => id)].map(([id, found]) => [
      id,
      found.map((receiver) => receiver.name),
    ]),
  );
}
