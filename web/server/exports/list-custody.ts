import { exportEvents } from '@workcompanion/db/schema/export-events';
import { shares } from '@workcompanion/db/schema/shares';
import { users } from '@workcompanion/db/schema/users';
import { and, asc, eq, gt } from 'drizzle-orm';
import { z } from 'zod';
import { type CustodyPage, OneExport } from '../../contract/exports.ts';
import type { UserContext } from '../auth/user-context.ts';
import { readableCase } from '../cases/open-case.ts';
import { PageSize } from '../page-size.ts';
import { findExport } from './find-export.ts';

export const ListCustody = OneExport.extend({
  /** The number of the last event of the page before. */
  cursor: z.coerce.number().int().min(1).optional(),
  limit: PageSize,
});

/** Through whose hands a package went, in order: for members of the case and for auditors. */
export async function listCustody(
  ctx: UserContext,
  { export: id, cursor, limit }: z.infer<typeof ListCustody>,
): Promise<CustodyPage> {
  const { clip } = await findExport(ctx.db, id);
  await readableCase(ctx, clip.caseId);
  const { id: number, at, action, details } = exportEvents;
  const [rows, [selector]] = await Promise.all([
    ctx.db
      .select({
        ...{ id: number, at, action, details },
        userName: users.name,
        recipient: shares.recipient,
      })
      .from(exportEvents)
      .leftJoin(users, eq(users.id, exportEvents.userId))
      .leftJoin(shares, eq(shares.id, exportEvents.shareId))
      .where(
        and(eq(exportEvents.exportId, id), cursor === undefined ? undefined : gt(number, cursor)),
      )
      .orderBy(asc(number))
      .limit(limit + 1),
    ctx.db.select({ name: users.name }).from(users).where(eq(users.id, clip.createdBy)),
  ]);
  const items = rows.slice(0, limit);
  return {
    selected: { at: clip.createdAt, by: selector?.name ?? '' },
    items,
    next: rows.length > limit ? String(items.at(-1)?.id ?? '') : null,
  };
}
