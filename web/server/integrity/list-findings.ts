import { devices } from '@workcompanion/db/schema/devices';
import { employees } from '@workcompanion/db/schema/employees';
import { integrityFindings } from '@workcompanion/db/schema/integrity-findings';
import { segments } from '@workcompanion/db/schema/segments';
import { and, desc, eq, isNotNull, isNull, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { FindingsPage } from '../../contract/integrity.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { PageSize } from '../page-size.ts';

export const ListFindings = z.object({
  state: z.enum(['open', 'resolved']).default('open'),
  cursor: z.coerce.number().int().min(1).optional(),
  limit: PageSize,
});

/** What is, or was, wrong in the archive; the latest found first. */
export async function listFindings(
  ctx: UserContext,
  { state, cursor, limit }: z.infer<typeof ListFindings>,
): Promise<FindingsPage> {
  assertRight(ctx.user, 'list');
  const { resolvedAt } = integrityFindings;
  const rows = await ctx.db
    .select({
      finding: integrityFindings,
      startsAt: segments.startsAt,
      host: devices.host,
      person: employees.name,
    })
    .from(integrityFindings)
    .leftJoin(segments, eq(segments.id, integrityFindings.segmentId))
    .leftJoin(devices, eq(devices.id, segments.deviceId))
    .leftJoin(employees, eq(employees.id, devices.employeeId))
    .where(
      and(
        state === 'open' ? isNull(resolvedAt) : isNotNull(resolvedAt),
        cursor === undefined ? undefined : lt(integrityFindings.id, cursor),
      ),
    )
    .orderBy(desc(integrityFindings.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(({ finding, startsAt, host, person }) => {
    const { runId: _, segmentId, ...facts } = finding;
    const isKnown = segmentId !== null && startsAt !== null && host !== null && person !== null;
    const segment = isKnown ? { id: segmentId, person, hostname: host.hostname, startsAt } : null;
    return { ...facts, segment };
  });
  return { items, next: rows.length > limit ? String(items.at(-1)?.id ?? '') : null };
}
