import { SegmentId } from '@workcompanion/core/ids';
import { devices } from '@workcompanion/db/schema/devices';
import { employees } from '@workcompanion/db/schema/employees';
import { segments } from '@workcompanion/db/schema/segments';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type TroubledSegmentsPage, TroubleKind } from '../../contract/archive.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { PageSize } from '../page-size.ts';

export const ListTroubledSegments = z.object({
  kind: TroubleKind,
  cursor: SegmentId.optional(),
  limit: PageSize,
});

/** As the partial indexes have them: each holds only such segments, however many rows there are. */
const TROUBLES = {
  failing: sql`${segments.state} = 'hot' and ${segments.lastError} is not null`,
  quarantined: sql`${segments.state} = 'quarantined'`,
} as const satisfies Record<TroubleKind, unknown>;

/** Segments that did not get into the archive, the oldest first. */
export async function listTroubledSegments(
  ctx: UserContext,
  { kind, cursor, limit }: z.infer<typeof ListTroubledSegments>,
): Promise<TroubledSegmentsPage> {
  assertRight(ctx.user, 'system');
  const rows = await ctx.db
    .select({
      id: segments.id,
      startsAt: segments.startsAt,
      bytes: segments.bytes,
      attempts: segments.attempts,
      error: segments.lastError,
      retryAt: segments.notBefore,
      device: { id: devices.id, host: devices.host },
      person: { id: employees.id, name: employees.name },
    })
    .from(segments)
    .innerJoin(devices, eq(devices.id, segments.deviceId))
    .innerJoin(employees, eq(employees.id, devices.employeeId))
    .where(and(TROUBLES[kind], cursor && gt(segments.id, cursor)))
    .orderBy(asc(segments.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return {
    items: page.map(({ device, attempts, ...row }) => ({
      ...row,
      attempts: attempts ?? 0,
      device: { id: device.id, hostname: device.host.hostname },
    })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}
