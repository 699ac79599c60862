import type { ErrorCode } from '@workcompanion/core/errors';
import type {
  DeletionId,
  DeletionRequestId,
  DeviceId,
  PersonId,
  RetentionRuleId,
  SegmentId,
  UserId,
} from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { devices } from './devices.ts';
import { people } from './people.ts';
import { retentionRules } from './retention-rules.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/**
 * One act of deletion: footage of one device, some keys of it (`data_keys.deletion_id`). The row is
 * written in the transaction that destroys the keys; from then on the deletion only goes forward:
 * rows `shredded`, then their objects gone, up to `purged_through`; at the end the certificate.
 */
export const deletions = pgTable(
  'deletions',
  {
    id: uuid().primaryKey().$type<DeletionId>(),
    deviceId: uuid('device_id')
      .notNull()
      .references(() => devices.id)
      .$type<DeviceId>(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    /** One of the two. */
    ruleId: uuid('rule_id')
      .references(() => retentionRules.id)
      .$type<RetentionRuleId>(),
    requestId: uuid('request_id')
      .references(() => deletionRequests.id)
      .$type<DeletionRequestId>(),
    /** All that the keys may have encrypted lies in it. Half-open. */
    stretchFrom: utcMicros('stretch_from').notNull(),
    stretchTo: utcMicros('stretch_to').notNull(),
    keys: integer().notNull(),
    /** When the keys were destroyed. */
    startedAt: utcMicros('started_at').notNull(),
    /** Nothing lies anywhere any more of segments up to and with this id. */
    purgedThrough: uuid('purged_through').$type<SegmentId>(),
    segments: integer().notNull().default(0),
    bytes: bigint({ mode: 'number' }).notNull().default(0),
    finishedAt: utcMicros('finished_at'),
    certificate: text(),
    lastError: text('last_error').$type<ErrorCode>(),
  },
  (table) => [
    check('deletions_one_cause', sql`num_nonnulls(rule_id, request_id) = 1`),
    index('deletions_unfinished').on(table.id).where(sql`finished_at is null`),
    index('deletions_device').on(table.deviceId, table.id),
  ],
);

/**
 * Footage of a person that somebody wants deleted at once. Asked for, then approved by somebody else,
 * or ended (refused, or taken back); once approved, the workers carry it out. Rows are never removed.
 */
export const deletionRequests = pgTable(
  'deletion_requests',
  {
    id: uuid().primaryKey().$type<DeletionRequestId>(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    /** Half-open. */
    footageFrom: utcMicros('footage_from').notNull(),
    footageTo: utcMicros('footage_to').notNull(),
    reason: text().notNull(),
    requestedAt: utcMicros('requested_at').notNull(),
    requestedBy: uuid('requested_by')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    approvedAt: utcMicros('approved_at'),
    approvedBy: uuid('approved_by')
      .references(() => users.id)
      .$type<UserId>(),
    endedAt: utcMicros('ended_at'),
    endedBy: uuid('ended_by')
      .references(() => users.id)
      .$type<UserId>(),
    /** When its last key was destroyed. */
    carriedOutAt: utcMicros('carried_out_at'),
    /** Keys that it destroyed so far, and those that a hold keeps; it is carried out when none is left. */
    keys: integer().notNull().default(0),
    heldKeys: integer('held_keys').notNull().default(0),
  },
  (table) => [
    check('deletion_requests_two_people', sql`approved_by is null or approved_by <> requested_by`),
    check('deletion_requests_one_end', sql`approved_at is null or ended_at is null`),
    index('deletion_requests_approved')
      .on(table.id)
      .where(sql`approved_at is not null and carried_out_at is null`),
  ],
);
