import type { SegmentId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type FindingKind, integrityFindings } from '../schema/integrity-runs.ts';

export interface NotedFinding {
  readonly kind: FindingKind;
  readonly objectKey: string;
  readonly segmentId: SegmentId | null;
  readonly expectedBytes: number | null;
  readonly foundBytes: number | null;
}

/** One that is known already is only confirmed. True when it is new. */
export async function noteFinding(
  db: Db | Tx,
  finding: NotedFinding,
  { runId, at }: { readonly runId: number; readonly at: number },
): Promise<boolean> {
  const [row] = await db
    .insert(integrityFindings)
    .values({ ...finding, runId, foundAt: at })
    .onConflictDoUpdate({
      target: [integrityFindings.objectKey, integrityFindings.kind],
      targetWhere: sql`resolved_at is null`,
      set: { runId, foundBytes: finding.foundBytes },
    })
    .returning({ foundAt: integrityFindings.foundAt });
  return row?.foundAt === at;
}
