import type { EnrolmentTokenId, PersonId, TeamId, UserId } from '@workcompanion/core/ids';
import { integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { people } from './people.ts';
import { teams } from './teams.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** Only the SHA-256 of a token is kept. `person_id` null: filed by the machine's login name. */
export const enrolmentTokens = pgTable(
  'enrolment_tokens',
  {
    id: uuid().primaryKey().$type<EnrolmentTokenId>(),
    tokenHash: bytes('token_hash').notNull(),
    label: text().notNull(),
    personId: uuid('person_id')
      .references(() => people.id)
      .$type<PersonId>(),
    /** The team of people whom an enrolment by it makes known. */
    teamId: uuid('team_id')
      .references(() => teams.id, { onDelete: 'set null' })
      .$type<TeamId>(),
    createdBy: uuid('created_by')
      .references(() => users.id)
      .$type<UserId>(),
    createdAt: utcMicros('created_at').notNull(),
    expiresAt: utcMicros('expires_at').notNull(),
    maxUses: integer('max_uses').notNull(),
    uses: integer().notNull().default(0),
    revokedAt: utcMicros('revoked_at'),
    /** Serial numbers, computer names, or domains with their dot: those need no approval. */
    trustedHosts: text('trusted_hosts').array().notNull().default([]),
  },
  (table) => [uniqueIndex('enrolment_tokens_hash').on(table.tokenHash)],
);
