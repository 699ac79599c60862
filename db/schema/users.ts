import type { Role } from '@workcompanion/core/access';
import type { PersonId, UserId } from '@workcompanion/core/ids';
import { bigint, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { people } from './people.ts';
import { utcMicros } from './utc-micros.ts';

/** Portal accounts. */
export const users = pgTable(
  'users',
  {
    id: uuid().primaryKey().$type<UserId>(),
    email: text().notNull(),
    name: text().notNull(),
    /** Null until an invitation is accepted, and for those who sign in elsewhere. */
    passwordHash: text('password_hash'),
    roles: text().array().notNull().$type<Role[]>(),
    personId: uuid('person_id')
      .references(() => people.id)
      .$type<PersonId>(),
    createdAt: utcMicros('created_at').notNull(),
    disabledAt: utcMicros('disabled_at'),
    lastSignInAt: utcMicros('last_sign_in_at'),
    /** Wrapped under the master key; it counts once `totp_since` is set. */
    totpSecret: bytes('totp_secret'),
    totpSince: utcMicros('totp_since'),
    /** The time step of the last code taken: no code is taken twice. */
    totpStep: bigint('totp_step', { mode: 'number' }).notNull().default(0),
  },
  (table) => [
    uniqueIndex('users_email').on(table.email),
    uniqueIndex('users_person').on(table.personId),
    index('users_name').on(table.name, table.id),
  ],
);
