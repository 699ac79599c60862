import type { Db } from '@workcompanion/db/client';
import { type FindingKind, integrityFindings } from '@workcompanion/db/schema/integrity-runs';
import { segments } from '@workcompanion/db/schema/segments';
import { and, eq, inArray, isNull, lt, ne, type SQL, sql } from 'drizzle-orm';

/** What a whole run did not find again is so no more. */
export async function resolveUnconfirmed(
  db: Db,
  {
    runId,
    at,
    kinds,
  }: { readonly runId: number; readonly at: number; readonly kinds: readonly FindingKind[] },
): Promise<number> {
  return await resolve(
    db,
    at,
    and(lt(integrityFindings.runId, runId), inArray(integrityFindings.kind, [...kinds])),
  );
}

/** The object was read and played. */
export async function resolveOfObject(db: Db, objectKey: string, at: number): Promise<number> {
  return await resolve(db, at, eq(integrityFindings.objectKey, objectKey));
}

/** What a rule has deleted since can't be wrong any more; that it should be gone still can. */
export async function resolveOfDeleted(db: Db, at: number): Promise<number> {
  const deleted = sql`exists (select 1 from ${segments}
    where ${segments.id} = ${integrityFindings.segmentId} and ${segments.state} = 'shredded')`;
  return await resolve(db, at, and(ne(integrityFindings.kind, 'undeleted'), deleted));
}

async function resolve(db: Db, at: number, which: SQL | undefined): Promise<number> {
  const resolved = await db
    .update(integrityFindings)
    .set({ resolvedAt: at })
    .where(and(isNull(integrityFindings.resolvedAt), which));
  return resolved.rowCount ?? 0;
}
