import type { Ed25519Jwk, X25519Jwk } from '@workcompanion/core/protocol/primitives';
import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { utcMicros } from './utc-micros.ts';

/** The server's own key pairs; private halves wrapped by the master key, `kid` as context. */
export const serverKeys = pgTable('server_keys', {
  kid: text().primaryKey(),
  purpose: text().notNull().$type<'signing' | 'sealing' | 'authority'>(),
  publicKey: jsonb('public_key').notNull().$type<Ed25519Jwk | X25519Jwk>(),
  wrappedPrivateKey: bytes('wrapped_private_key').notNull(),
  createdAt: utcMicros('created_at').notNull(),
});
