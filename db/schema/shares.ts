import type { EvidencePackageId, ShareId, UserId } from '@workcompanion/core/ids';
import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { evidencePackages } from './evidence-packages.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** Links to a package for somebody without an account; the passcode goes by another way. */
export const shares = pgTable(
  'shares',
  {
    id: uuid().primaryKey().$type<ShareId>(),
    evidencePackageId: uuid('package_id')
      .notNull()
      .references(() => evidencePackages.id)
      .$type<EvidencePackageId>(),
    /** SHA-256 of the link's token, which is shown once. */
    tokenHash: bytes('token_hash').notNull(),
    /** argon2id */
    passcodeHash: text('passcode_hash').notNull(),
    /** Whom it is for: stands in the watermark and in the custody log. */
    recipient: text().notNull(),
    /** The package itself may be downloaded, and not only watched. */
    mayDownload: boolean('may_download').notNull(),
    createdAt: utcMicros('created_at').notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    expiresAt: utcMicros('expires_at').notNull(),
    revokedAt: utcMicros('revoked_at'),
    revokedBy: uuid('revoked_by')
      .references(() => users.id)
      .$type<UserId>(),
    /** Wrong passcodes in a row. */
    failures: integer().notNull().default(0),
    lockedUntil: utcMicros('locked_until'),
  },
  (table) => [
    uniqueIndex('shares_token').on(table.tokenHash),
    index('shares_package').on(table.evidencePackageId, table.id),
  ],
);
