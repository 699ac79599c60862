import type { EvidencePackageId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { clips } from '@workcompanion/db/schema/clips';
import {
  evidencePackageEvents,
  evidencePackages,
} from '@workcompanion/db/schema/evidence-packages';
import { purposes } from '@workcompanion/db/schema/purposes';
import { shares } from '@workcompanion/db/schema/shares';
import { users } from '@workcompanion/db/schema/users';
import { and, desc, eq, inArray, lt, min, sql } from 'drizzle-orm';
import type { ListOwnEvidencePackages, OwnEvidencePackagesPage } from '../../contract/mirror.ts';
import type { UserContext } from '../auth/user-context.ts';
import { isDisclosed } from '../watching/is-disclosed.ts';
import { ownPerson } from './read-mirror.ts';

/** What left the server, or may have: a package that was never made is not told. */
const MADE = ['made', 'expired'] as const;

/**
 * Packages of the signed-in person's footage, the latest first, without those of an investigation that
 * is not disclosed yet. The case and the note are not told: they speak of others too. Throws `forbidden`.
 */
export async function listOwnEvidencePackages(
  ctx: UserContext,
  { cursor, limit }: ListOwnEvidencePackages,
): Promise<OwnEvidencePackagesPage> {
  const personId = ownPerson(ctx.user);
  const rows = await ctx.db
    .select({ made: evidencePackages, clip: clips, userName: users.name })
    .from(evidencePackages)
    .innerJoin(clips, eq(clips.id, evidencePackages.clipId))
    .innerJoin(users, eq(users.id, evidencePackages.requestedBy))
    .leftJoin(purposes, eq(purposes.id, evidencePackages.purposeId))
    .where(
      and(
        eq(clips.personId, personId),
        inArray(evidencePackages.state, [...MADE]),
        isDisclosed(ctx.now()),
        cursor === undefined ? undefined : lt(evidencePackages.id, cursor),
      ),
    )
    .orderBy(desc(evidencePackages.id))
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
  ids: readonly EvidencePackageId[],
): Promise<ReadonlyMap<EvidencePackageId, string[]>> {
  const name = sql<string>`coalesce(${users.name}, ${shares.recipient})`;
  const rows = await db
    .select({
      id: evidencePackageEvents.evidencePackageId,
      name,
      first: min(evidencePackageEvents.id),
    })
    .from(evidencePackageEvents)
    .leftJoin(users, eq(users.id, evidencePackageEvents.userId))
    .leftJoin(shares, eq(shares.id, evidencePackageEvents.shareId))
    .where(
      and(
        inArray(evidencePackageEvents.evidencePackageId, [...ids]),
        inArray(evidencePackageEvents.action, [...RECEIVED]),
        sql`coalesce(${users.name}, ${shares.recipient}) is not null`,
      ),
    )
    .groupBy(evidencePackageEvents.evidencePackageId, name)
    .orderBy(min(evidencePackageEvents.id));
  return new Map(
    [...Map.groupBy(rows, ({ id }) => id)].map(([id, found]) => [
      id,
      found.map((receiver) => receiver.name),
    ]),
  );
}
