import type { ExportId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { exportEvents } from '@workcompanion/db/schema/export-events';
import { shares } from '@workcompanion/db/schema/shares';
import { users } from '@workcompanion/db/schema/users';
import { and, eq, inArray, min, sql } from 'drizzle-orm';

/** From whom on somebody has the footage, or has seen it. */
const RECEIVED = ['downloaded', 'share-opened'] as const;

/** Who took each package, or opened it by a link: each once, the first first. */
export async function receiversOf(
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
