import type { CaseId, DeviceId, HoldId, PersonId, UserId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { cases } from './cases.ts';
import { devices } from './devices.ts';
import { people } from './people.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/**
 * Legal holds: nothing of the person's (or device's) footage of the stretch is deleted until the
 * hold is released or expires. Rows are never removed.
 */
export const holds = pgTable(
  'holds',
  {
    id: uuid().primaryKey().$type<HoldId>(),
    /** One of the two. */
    personId: uuid('person_id')
      .references(() => people.id)
      .$type<PersonId>(),
    deviceId: uuid('device_id')
      .references(() => devices.id)
      .$type<DeviceId>(),
    /** Half-open. `footage_to` null: all that is recorded later, too. */
    footageFrom: utcMicros('footage_from').notNull(),
    footageTo: utcMicros('footage_to'),
    reason: text().notNull(),
    /** Placed for it; null: by itself. */
    caseId: uuid('case_id')
      .references(() => cases.id)
      .$type<CaseId>(),
    /** Null: until it is released. */
    expiresAt: utcMicros('expires_at'),
    placedAt: utcMicros('placed_at').notNull(),
    placedBy: uuid('placed_by')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    releasedAt: utcMicros('released_at'),
    releasedBy: uuid('released_by')
      .references(() => users.id)
      .$type<UserId>(),
    releaseReason: text('release_reason'),
  },
  (table) => [
    check('holds_one_subject', sql`num_nonnulls(person_id, device_id) = 1`),
    index('holds_person').on(table.personId).where(sql`released_at is null`),
    index('holds_case').on(table.caseId).where(sql`case_id is not null`),
    index('holds_device').on(table.deviceId).where(sql`released_at is null`),
  ],
);
