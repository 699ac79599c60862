import { devices } from '@workcompanion/db/schema/devices';
import { integrityFindings } from '@workcompanion/db/schema/integrity-runs';
import { people } from '@workcompanion/db/schema/people';
import { segments } from '@workcompanion/db/schema/segments';
import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { FindingsPage, ListFindings } from '../../contract/integrity.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { keyset, type SortKey } from '../lists/keyset.ts';

const KEYS = {
  kind: { value: integrityFindings.kind, type: 'text' },
  whose: { value: people.name, type: 'text', isNullable: true },
  where: { value: integrityFindings.objectKey, type: 'text' },
} as const satisfies Record<string, SortKey>;
/** Numbers follow each other as findings do. */
const FOUND: SortKey = { value: integrityFindings.id, type: 'bigint' };
const RESOLVED: SortKey = { value: integrityFindings.resolvedAt, type: 'timestamptz' };

/** What is, or was, wrong in the archive; the latest first or as asked for. */
export async function listFindings(
  ctx: UserContext,
  { state, sort, cursor, limit }: ListFindings,
): Promise<FindingsPage> {
  assertRight(ctx.user, 'list');
  const { resolvedAt } = integrityFindings;
  const order = keyset({
    keys: { ...KEYS, when: state === 'open' ? FOUND : RESOLVED },
    id: FOUND,
    sort,
    cursor,
  });
  const rows = await ctx.db
    .select({
      key: order.key,
      finding: integrityFindings,
      startsAt: segments.startsAt,
      host: devices.host,
      person: people.name,
    })
    .from(integrityFindings)
    .leftJoin(segments, eq(segments.id, integrityFindings.segmentId))
    .leftJoin(devices, eq(devices.id, segments.deviceId))
    .leftJoin(people, eq(people.id, devices.personId))
    .where(and(state === 'open' ? isNull(resolvedAt) : isNotNull(resolvedAt), order.after))
    .orderBy(...order.by)
    .limit(limit + 1);
  const { page, next } = order.cut(rows, { limit, idOf: ({ finding }) => finding.id });
  const items = page.map(({ finding, startsAt, host, person }) => {
    const { runId: _, segmentId, ...facts } = finding;
    const isKnown = segmentId !== null && startsAt !== null && host !== null && person !== null;
    const segment = isKnown ? { id: segmentId, person, hostname: host.hostname, startsAt } : null;
    return { ...facts, segment };
  });
  return { items, next };
}
