import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Db } from '@workcompanion/db/client';
import { readRestoration } from '@workcompanion/db/queries/restoration';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { devices } from '@workcompanion/db/schema/devices';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { people } from '@workcompanion/db/schema/people';
import { gaps } from '@workcompanion/db/schema/spans';
import { and, asc, count, eq, gte, inArray, isNull, lte, not, sql } from 'drizzle-orm';
import type { RepairOverview } from '../../contract/integrity.ts';

/** µs. After that nobody looks for it any more. */
const SHOWN_FOR = 90 * 86_400_000_000;
const MOST_WAITING = 20;

/** How far recorders have made good what a restored database lacked; null when there is none to tell of. */
export async function readRepair(db: Db, now: UtcMicros): Promise<RepairOverview | null> {
  const restoration = await readRestoration(db);
  if (restoration === null || now - restoration.restoredAt > SHOWN_FOR) return null;
  const { restoredAt } = restoration;
  const lost = await lostByCause(db);
  const came = await db.$count(
    journalEntries,
    and(
      eq(journalEntries.kind, 'segment'),
      gte(journalEntries.receivedAt, restoredAt),
      lte(journalEntries.recordedAt, restoredAt),
    ),
  );
  return {
    ...restoration,
    ...(await progress(db, restoredAt)),
    // What an earlier restore has lost is among the lost ones, and not among those that came.
    back: Math.max(0, came - lost.lost - lost.keyless),
    ...lost,
    waiting: await waiting(db, restoredAt),
  };
}

async function lostByCause(db: Db): Promise<Pick<RepairOverview, 'lost' | 'keyless'>> {
  const rows = await db
    .select({ cause: gaps.cause, segments: count() })
    .from(gaps)
    .where(inArray(gaps.cause, ['footage-lost', 'key-lost']))
    .groupBy(gaps.cause);
  const of = (cause: string) => rows.find((row) => row.cause === cause)?.segments ?? 0;
  return { lost: of('footage-lost'), keyless: of('key-lost') };
}

const isHeard = (restoredAt: UtcMicros) =>
  sql<boolean>`coalesce(${gte(deviceStates.lastSeenAt, restoredAt)}, false)`;

/** It has said how far its journal goes, and all of that is here. */
const isDone = (restoredAt: UtcMicros) => sql<boolean>`(${isHeard(restoredAt)}
  and ${deviceStates.journalNext} >= coalesce(${deviceStates.journalStated}, ${deviceStates.journalEnd} + 1)
  and ${deviceStates.backlogSegments} = 0)`;

async function progress(
  db: Db,
  restoredAt: UtcMicros,
): Promise<Pick<RepairOverview, 'unheard' | 'sending' | 'done' | 'adopted'>> {
  const counted = (condition: ReturnType<typeof isDone>) =>
    sql<number>`count(*) filter (where ${condition})`.mapWith(Number);
  const [row] = await db
    .select({
      unheard: counted(sql`not ${isHeard(restoredAt)}`),
      sending: counted(sql`${isHeard(restoredAt)} and not ${isDone(restoredAt)}`),
      done: counted(isDone(restoredAt)),
      adopted: sql<number>`coalesce(sum(${deviceStates.adoptedSegments}), 0)`.mapWith(Number),
    })
    .from(devices)
    .innerJoin(deviceStates, eq(deviceStates.deviceId, devices.id))
    .where(isNull(devices.revokedAt));
  return row ?? { unheard: 0, sending: 0, done: 0, adopted: 0 };
}

function waiting(db: Db, restoredAt: UtcMicros): Promise<RepairOverview['waiting']> {
  return db
    .select({
      device: devices.id,
      hostname: sql<string>`${devices.host} ->> 'hostname'`,
      person: people.name,
      lastSeenAt: deviceStates.lastSeenAt,
      isHeard: isHeard(restoredAt),
      backlogSegments: deviceStates.backlogSegments,
    })
    .from(devices)
    .innerJoin(deviceStates, eq(deviceStates.deviceId, devices.id))
    .innerJoin(people, eq(people.id, devices.personId))
    .where(and(isNull(devices.revokedAt), not(isDone(restoredAt))))
    .orderBy(sql`${deviceStates.lastSeenAt} asc nulls first`, asc(devices.id))
    .limit(MOST_WAITING);
}
