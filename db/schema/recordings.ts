import type { DeviceId, RecordingId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { DisplayGeometry } from '@workcompanion/core/protocol/statement';
import { index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { devices } from './devices.ts';
import { utcMicros } from './utc-micros.ts';

/** What the `recording-started` entry says; null until it arrives, for segments may overtake it. */
export const recordings = pgTable(
  'recordings',
  {
    id: uuid().primaryKey().$type<RecordingId>(),
    deviceId: uuid('device_id')
      .notNull()
      .references(() => devices.id)
      .$type<DeviceId>(),
    display: text().notNull(),
    startedAt: utcMicros('started_at'),
    endedAt: utcMicros('ended_at'),
    endReason: text('end_reason').$type<GapCause>(),
    geometry: jsonb().$type<DisplayGeometry>(),
    encoder: text(),
    framesPerSecond: integer('frames_per_second'),
    policyVersion: integer('policy_version'),
    /** How many areas the policy had painted over in every picture. */
    coveredAreas: integer('covered_areas'),
  },
  (table) => [index('recordings_device_started').on(table.deviceId, table.startedAt)],
);
