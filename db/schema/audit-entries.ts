import type { UserId } from '@workcompanion/core/ids';
import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { utcMicros } from './utc-micros.ts';

/** Hash-chained and insert-only (a trigger refuses update, delete and truncate). */
export const auditEntries = pgTable(
  'audit_entries',
  {
    seq: bigint({ mode: 'number' }).primaryKey(),
    at: utcMicros().notNull(),
    /** Null for the system itself and for devices. */
    userId: uuid('user_id').$type<UserId>(),
    action: text().notNull(),
    entityType: text('entity_type').notNull(),
    entityId: text('entity_id').notNull(),
    before: jsonb().$type<Record<string, unknown>>(),
    after: jsonb().$type<Record<string, unknown>>(),
    details: jsonb().notNull().$type<Record<string, unknown>>(),
    prev: bytes().notNull(),
    hash: bytes().notNull(),
  },
  (table) => [
    index('audit_entries_entity').on(table.entityType, table.entityId, table.seq),
    index('audit_entries_user').on(table.userId, table.seq),
    index('audit_entries_action').on(table.action, table.seq),
    index('audit_entries_at').on(table.at),
  ],
);
