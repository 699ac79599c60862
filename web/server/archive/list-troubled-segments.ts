import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { segments } from '@workcompanion/db/schema/segments';
import { and, eq, sql } from 'drizzle-orm';
import type {
  ListTroubledSegments,
  TroubledSegmentsPage,
  TroubleKind,
} from '../../contract/archive.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { keyset, type SortKey } from '../lists/keyset.ts';

const KEYS = {
  // Ids are made as segments are recorded.
  recorded: { value: segments.id, type: 'uuid' },
  person: { value: people.name, type: 'text' },
  device: { value: sql`${devices.host} ->> 'hostname'`, type: 'text' },
  size: { value: segments.bytes, type: 'bigint' },
  tries: { value: sql`coalesce(${segments.attempts}, 0)`, type: 'integer' },
} as const satisfies Record<string, SortKey>;

/** As the partial indexes have them: each holds only such segments, however many rows there are. */
const TROUBLES = {
  failing: sql`${segments.state} = 'hot' and ${segments.lastError} is not null`,
  quarantined: sql`${segments.state} = 'quarantined'`,
} as const satisfies Record<TroubleKind, unknown>;

/** Segments that did not get into the archive, the oldest first or as asked for. */
export async function listTroubledSegments(
  ctx: UserContext,
  { kind, sort, cursor, limit }: ListTroubledSegments,
): Promise<TroubledSegmentsPage> {
  assertRight(ctx.user, 'system');
  const order = keyset({ keys: KEYS, id: KEYS.recorded, sort, cursor });
  const rows = await ctx.db
    .select({
      key: order.key,
      id: segments.id,
      startsAt: segments.startsAt,
      bytes: segments.bytes,
      attempts: segments.attempts,
      error: segments.lastError,
      retryAt: segments.notBefore,
      device: { id: devices.id, host: devices.host },
      person: { id: people.id, name: people.name },
    })
    .from(segments)
    .innerJoin(devices, eq(devices.id, segments.deviceId))
    .innerJoin(people, eq(people.id, devices.personId))
    .where(and(TROUBLES[kind], order.after))
    .orderBy(...order.by)
    .limit(limit + 1);
  const { page, next } = order.cut(rows, { limit, idOf: ({ id }) => id });
  return {
    items: page.map(({ key: _, device, attempts, ...row }) => ({
      ...row,
      attempts: attempts ?? 0,
      device: { id: device.id, hostname: device.host.hostname },
    })),
    next,
  };
}
