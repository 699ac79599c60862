import type { DeviceId } from '@workcompanion/core/ids';
import type { CheckpointProblem } from '@workcompanion/core/protocol/checkpoint';
import { bigint, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { devices } from './devices.ts';
import { utcMicros } from './utc-micros.ts';

/** A device keeps another checkpoint than this server tells of: history was rewritten. */
export const checkpointContradictions = pgTable(
  'checkpoint_contradictions',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    deviceId: uuid('device_id')
      .notNull()
      .references(() => devices.id)
      .$type<DeviceId>(),
    kind: text().notNull().$type<CheckpointProblem['kind']>(),
    checkpoint: bigint({ mode: 'number' }).notNull(),
    /** What the device keeps, and what it was shown or what stands here; null when nothing does. */
    keptHash: bytes('kept_hash').notNull(),
    shownHash: bytes('shown_hash'),
    foundAt: utcMicros('found_at').notNull(),
  },
  (table) => [
    uniqueIndex('checkpoint_contradictions_once').on(
      table.deviceId,
      table.checkpoint,
      table.kind,
      table.keptHash,
    ),
  ],
);
