import type { DeviceId, UserId } from '@workcompanion/core/ids';
import type { UpdateState } from '@workcompanion/core/releases/update-report';
import { bigint, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { hexBytes } from './bytes.ts';
import { devices } from './devices.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

export type ReleaseStage =
  /** Uploaded, and offered to nobody. */
  | 'draft'
  /** Offered to a share of all devices, and to the teams and devices named. */
  | 'some'
  | 'all'
  /** The workers delete its file. */
  | 'withdrawn';

export type PauseCause = 'by-hand' | 'failures';

/** Signed versions of the recorder for Windows. A version is one file for good. */
export const releases = pgTable('releases', {
  version: text().primaryKey(),
  sha256: hexBytes().notNull(),
  bytes: bigint({ mode: 'number' }).notNull(),
  /** As its company signed it; devices check it themselves. */
  statement: text().notNull(),
  uploadedAt: utcMicros('uploaded_at').notNull(),
  uploadedBy: uuid('uploaded_by')
    .notNull()
    .references(() => users.id)
    .$type<UserId>(),
  stage: text().notNull().default('draft').$type<ReleaseStage>(),
  /** Share of all devices, while the stage is `some`. */
  percent: integer().notNull().default(0),
  /** Null while it is offered. */
  pausedAt: utcMicros('paused_at'),
  pauseCause: text('pause_cause').$type<PauseCause>(),
  /** Failures before it pause nothing any more: somebody has seen them. */
  countedFrom: utcMicros('counted_from').notNull(),
});

/** Whom a release is offered to besides its share of all devices. */
export const releaseTargets = pgTable(
  'release_targets',
  {
    version: text()
      .notNull()
      .references(() => releases.version),
    scope: text().notNull().$type<'team' | 'device'>(),
    target: uuid().notNull(),
  },
  (table) => [primaryKey({ columns: [table.version, table.scope, table.target] })],
);

/** What became of a release on each device that it was offered to. */
export const deviceUpdates = pgTable(
  'device_updates',
  {
    version: text()
      .notNull()
      .references(() => releases.version),
    deviceId: uuid('device_id')
      .notNull()
      .references(() => devices.id)
      .$type<DeviceId>(),
    state: text().notNull().$type<UpdateState>(),
    code: text(),
    /** Counts on when somebody has it tried again: what is said of an earlier one is no news. */
    attempt: integer().notNull().default(1),
    /** Downloaded, as the device said last. */
    bytes: bigint({ mode: 'number' }).notNull().default(0),
    offeredAt: utcMicros('offered_at').notNull(),
    changedAt: utcMicros('changed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.version, table.deviceId] }),
    index('device_updates_device').on(table.deviceId),
  ],
);
