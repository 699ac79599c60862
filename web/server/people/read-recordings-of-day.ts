import type { DeviceId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import type { DayOfDevices, DeviceDay } from '@workcompanion/db/queries/read-device-day';
import { recordings } from '@workcompanion/db/schema/recordings';
import { and, asc, gte, inArray, lt, or } from 'drizzle-orm';
import type { Lane } from '../../contract/people.ts';
import type { BegunRecording } from './device-lanes.ts';

export type RecordingRow = typeof recordings.$inferSelect;

export interface RecordingsOfDay {
  readonly rows: readonly RecordingRow[];
  /** Those that have not ended. */
  readonly begun: readonly BegunRecording[];
  /** Size of the display's latest recording, in pixels. */
  geometryOf(device: DeviceId, display: string): Lane['geometry'];
}

/** The recordings that have footage in the day or began in it. */
export async function readRecordingsOfDay(
  db: Db,
  { deviceIds, from, to }: DayOfDevices,
  spans: DeviceDay['spans'],
): Promise<RecordingsOfDay> {
  const withFootage = [...new Set(spans.map((span) => span.recordingId))];
  const rows = await db
    .select()
    .from(recordings)
    .where(
      or(
        inArray(recordings.id, withFootage),
        and(
          inArray(recordings.deviceId, [...deviceIds]),
          gte(recordings.startedAt, from),
          lt(recordings.startedAt, to),
        ),
      ),
    )
    .orderBy(asc(recordings.id));
  return {
    rows,
    begun: rows.flatMap(({ deviceId, display, startedAt, endedAt }) =>
      startedAt === null || endedAt !== null ? [] : [{ deviceId, display, from: startedAt }],
    ),
    geometryOf(device, display) {
      const latest = rows.findLast(
        (row) => row.deviceId === device && row.display === display && row.geometry !== null,
      );
      return latest?.geometry
        ? { width: latest.geometry.width, height: latest.geometry.height }
        : null;
    },
  };
}
