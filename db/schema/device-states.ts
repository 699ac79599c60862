import type { DeviceId } from '@workcompanion/core/ids';
import type { HeartbeatRequest, RecorderState } from '@workcompanion/core/protocol/messages';
import { sql } from 'drizzle-orm';
import { bigint, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { devices } from './devices.ts';
import { indexRanges } from './index-ranges.ts';
import { utcMicros } from './utc-micros.ts';

/**
 * What the last heartbeat and the last uploads of a device left: a row each, made with the device. It
 * changes at all times, so that it is narrow, leaves room in its pages and has no index but its key: each
 * change is then made in place. Uploads of a device hold it until they are committed.
 */
export const deviceStates = pgTable('device_states', {
  deviceId: uuid('device_id')
    .primaryKey()
    .references(() => devices.id)
    .$type<DeviceId>(),
  lastSeenAt: utcMicros('last_seen_at'),
  lastReceivedAt: utcMicros('last_received_at'),
  lastFrameAt: utcMicros('last_frame_at'),
  /** The latest end of footage that was received and proved: kept by `append_entry`. */
  verifiedAt: utcMicros('verified_at'),
  backlogOldest: utcMicros('backlog_oldest'),
  /** When it was last told to wait for having sent too many uploads that came to nothing. */
  uploadsHeldAt: utcMicros('uploads_held_at'),
  backlogBytes: bigint('backlog_bytes', { mode: 'number' }).notNull().default(0),
  clockOffset: bigint('clock_offset', { mode: 'number' }),
  freeDiskBytes: bigint('free_disk_bytes', { mode: 'number' }),
  /** Every journal index below it has been received, or will never come. */
  journalNext: bigint('journal_next', { mode: 'number' }).notNull().default(0),
  /** One above the highest journal index received; more than `journalNext` means holes. */
  journalEnd: bigint('journal_end', { mode: 'number' }).notNull().default(0),
  /** One above the highest index that the device itself has, by its last heartbeat; null: it has not said. */
  journalStated: bigint('journal_stated', { mode: 'number' }),
  /** The newest checkpoint that its journal says it keeps. */
  checkpointSeen: bigint('checkpoint_seen', { mode: 'number' }),
  backlogSegments: integer('backlog_segments').notNull().default(0),
  /** Whose bytes lay here without a row, and were taken back by their statements alone. */
  adoptedSegments: integer('adopted_segments').notNull().default(0),
  /** Uploads of the hour (since 1970) that came to nothing, weighed, and the bytes that they took. */
  brokenHour: integer('broken_hour').notNull().default(0),
  brokenUploads: integer('broken_uploads').notNull().default(0),
  brokenBytes: bigint('broken_bytes', { mode: 'number' }).notNull().default(0),
  state: text().$type<RecorderState>(),
  parked: jsonb().notNull().default([]).$type<{ index: number; code: string }[]>(),
  pictureProblems: jsonb('picture_problems')
    .notNull()
    .default([])
    .$type<HeartbeatRequest['pictureProblems']>(),
  /** Indices that the device can't show any more, and says so; those that we hold are among them. */
  journalLost: indexRanges('journal_lost').notNull().default(sql`'{}'`),
});
