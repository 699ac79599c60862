import type { DeviceId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import type { DayOfDevices, DeviceDay } from '@workcompanion/db/queries/read-device-day';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { and, asc, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Moment } from '../../contract/people.ts';
import { listJournalDamages } from '../devices/list-journal-damages.ts';
import type { RecordingRow } from './read-recordings-of-day.ts';

/** More would be no list that anybody reads. */
const MAX_MOMENTS = 2_000;

interface DayFacts {
  readonly gaps: DeviceDay['gaps'];
  readonly recordings: readonly RecordingRow[];
}

/** What happened in the day, in order. */
export async function readMoments(
  db: Db,
  day: DayOfDevices,
  { gaps, recordings }: DayFacts,
): Promise<Moment[]> {
  return [
    ...recordings.flatMap(momentsOfRecording),
    ...gaps.flatMap(momentsOfGap),
    ...(await statedMoments(db, day)),
    ...(await damageMoments(db, day)),
  ]
    .filter(({ at }) => at >= day.from && at < day.to)
    .sort((left, right) => left.at - right.at)
    .slice(0, MAX_MOMENTS);
}

function momentsOfRecording(recording: RecordingRow): Moment[] {
  const { deviceId, display, startedAt, endedAt, endReason } = recording;
  const about = { device: deviceId, display, note: null };
  return [
    ...(startedAt === null
      ? []
      : [{ ...about, at: startedAt, kind: 'recording-started' as const, cause: null }]),
    ...(endedAt === null
      ? []
      : [{ ...about, at: endedAt, kind: 'recording-ended' as const, cause: endReason }]),
  ];
}

function momentsOfGap(gap: DeviceDay['gaps'][number]): Moment[] {
  const { deviceId, display, cause, note, startsAt, endsAt } = gap;
  const about = { device: deviceId, display, cause, note };
  if (cause !== 'paused') return [{ ...about, at: startsAt, kind: 'gap' }];
  return [
    { ...about, at: startsAt, kind: 'paused' },
    ...(endsAt === null ? [] : [{ ...about, at: endsAt, kind: 'resumed' as const, note: null }]),
  ];
}

const STATED = ['policy-applied', 'notice-acknowledged'] as const;

async function statedMoments(db: Db, { deviceIds, from, to }: DayOfDevices): Promise<Moment[]> {
  const rows = await db
    .select({
      device: journalEntries.deviceId,
      at: journalEntries.recordedAt,
      kind: journalEntries.kind,
    })
    .from(journalEntries)
    .where(
      and(
        inArray(journalEntries.deviceId, [...deviceIds] satisfies DeviceId[]),
        gte(journalEntries.recordedAt, from),
        lt(journalEntries.recordedAt, to),
        // As the index's own condition reads: parameters would not match it.
        sql`kind in ('policy-applied', 'notice-acknowledged')`,
      ),
    )
    .orderBy(asc(journalEntries.recordedAt))
    .limit(MAX_MOMENTS);
  return rows.flatMap(({ device, at, kind }) =>
    STATED.filter((stated) => stated === kind).map((stated) => ({
      at,
      kind: stated,
      device,
      display: null,
      cause: null,
      note: null,
    })),
  );
}

async function damageMoments(db: Db, { deviceIds, from, to }: DayOfDevices): Promise<Moment[]> {
  const limit = MAX_MOMENTS;
  const damages = await listJournalDamages(db, { devices: deviceIds, from, to, limit });
  return damages.map(({ device, at, first, last, missing }) => ({
    at,
    kind: 'journal-damaged',
    device,
    display: null,
    cause: null,
    note: null,
    damage: { first, last, missing },
  }));
}
