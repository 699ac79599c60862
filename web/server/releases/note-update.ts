import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { isUpdateOver, type LastUpdate } from '@workcompanion/core/releases/update-report';
import { appendAuditEntry, SYSTEM_ACTOR } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { deviceUpdates, releases } from '@workcompanion/db/schema/releases';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, gte, lte, type SQL, sql } from 'drizzle-orm';
import type { DeviceContext } from '../device-context.ts';

/** Keeps what became of a release on the device. The device says it again and again: once is news. */
export async function noteUpdate(ctx: DeviceContext, update: LastUpdate): Promise<void> {
  const { version, attempt, state, code, bytes } = update;
  const own = and(
    eq(deviceUpdates.version, version),
    eq(deviceUpdates.deviceId, ctx.device.id),
    lte(deviceUpdates.attempt, attempt),
  );
  const [known] = await ctx.db.select().from(deviceUpdates).where(own);
  if (known === undefined) return;
  if (known.state === state && known.code === code && known.bytes === bytes) return;
  await withTransaction(ctx.db, async (tx) => {
    const at = ctx.now();
    await write(tx, own, { state, code, bytes, ...(known.state !== state && { changedAt: at }) });
    if (isUpdateOver(state)) await pauseIfFailing(tx, version, at);
  });
}

async function write(
  tx: Tx,
  own: SQL | undefined,
  values: Partial<typeof deviceUpdates.$inferInsert>,
): Promise<void> {
  await tx.update(deviceUpdates).set(values).where(own);
}

const LEAST_FAILURES = 3;
const MOST_FAILED_OF_TRIED = 0.1;

type Outcomes = {
  readonly bad: number;
  readonly tried: number;
};

/** Stops a release that fails on too many devices, until somebody has looked. */
async function pauseIfFailing(tx: Tx, version: string, at: UtcMicros): Promise<void> {
  const [release] = await tx
    .select()
    .from(releases)
    .where(eq(releases.version, version))
    .for('update');
  if (release === undefined || release.pausedAt !== null) return;
  if (release.stage !== 'some' && release.stage !== 'all') return;
  const counts = await countOutcomes(tx, version, release.countedFrom);
  if (!mustPause(counts)) return;
  await tx
    .update(releases)
    .set({ pausedAt: at, pauseCause: 'failures' })
    .where(eq(releases.version, version));
  await appendAuditEntry(tx, SYSTEM_ACTOR, {
    at,
    action: 'release.paused-by-failures',
    entityType: 'release',
    entityId: version,
    details: counts,
  });
}

/** A release that the device had already, or had newer, is no failure of the release. */
async function countOutcomes(tx: Tx, version: string, from: UtcMicros): Promise<Outcomes> {
  const isBad = sql`state in ('failed', 'rolled-back')
    or (state = 'refused' and code is distinct from 'not-newer')`;
  const [counts] = await tx
    .select({
      bad: sql<number>`count(*) filter (where ${isBad})`.mapWith(Number),
      tried: sql<number>`count(*) filter (where state = 'installed' or ${isBad})`.mapWith(Number),
    })
    .from(deviceUpdates)
    .where(and(eq(deviceUpdates.version, version), gte(deviceUpdates.changedAt, from)));
  return counts ?? { bad: 0, tried: 0 };
}

/** Whether so many failures speak against the release, and not against single computers. */
export function mustPause({ bad, tried }: Outcomes): boolean {
  return bad >= LEAST_FAILURES && bad > tried * MOST_FAILED_OF_TRIED;
}
