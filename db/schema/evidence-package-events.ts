import type { EvidencePackageId, ShareId, UserId } from '@workcompanion/core/ids';
import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { evidencePackages } from './evidence-packages.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

export type EvidencePackageAction =
  | 'requested'
  | 'approved'
  | 'refused'
  | 'started'
  | 'made'
  | 'failed'
  | 'reissued'
  | 'cancelled'
  | 'downloaded'
  | 'shared'
  | 'share-opened'
  | 'share-watched'
  | 'share-refused'
  | 'share-revoked'
  | 'expired';

/** The custody log: insert-only (a trigger refuses update and delete). */
export const evidencePackageEvents = pgTable(
  'evidence_package_events',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    evidencePackageId: uuid('package_id')
      .notNull()
      .references(() => evidencePackages.id)
      .$type<EvidencePackageId>(),
    at: utcMicros('at').notNull(),
    action: text().notNull().$type<EvidencePackageAction>(),
    /** Null: the system, or somebody with a share link. */
    userId: uuid('user_id')
      .references(() => users.id)
      .$type<UserId>(),
    shareId: uuid('share_id').$type<ShareId>(),
    details: jsonb().notNull().default({}).$type<Readonly<Record<string, unknown>>>(),
  },
  (table) => [index('evidence_package_events_package').on(table.evidencePackageId, table.id)],
);
