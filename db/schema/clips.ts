import type { CaseId, ClipId, DeviceId, PersonId, UserId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { cases } from './cases.ts';
import { people } from './people.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

export interface StoredClipDisplay {
  readonly device: DeviceId;
  readonly display: string;
}

/** A chosen stretch of a person's footage, exact to the frame and half-open. Never changed. */
export const clips = pgTable(
  'clips',
  {
    id: uuid().primaryKey().$type<ClipId>(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id)
      .$type<CaseId>(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    title: text().notNull(),
    footageFrom: utcMicros('footage_from').notNull(),
    footageTo: utcMicros('footage_to').notNull(),
    displays: jsonb().notNull().$type<readonly StoredClipDisplay[]>(),
    createdAt: utcMicros('created_at').notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    removedAt: utcMicros('removed_at'),
  },
  (table) => [
    check('clips_stretch', sql`footage_to > footage_from`),
    index('clips_case').on(table.caseId, table.id),
  ],
);
