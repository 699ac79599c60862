import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../crypto/canonical-json.ts';
import { UserId } from '../ids.ts';
import { Sha256Hex, UtcMicros } from '../protocol/primitives.ts';

const Facts = z.record(z.string(), z.unknown());

/** An entry of the portal's audit log, whole: its hash can be taken anew. */
export const AuditEntry = z.object({
  seq: z.number().int().min(1),
  at: UtcMicros,
  /** Null: the system itself, a device, or somebody without an account. */
  userId: UserId.nullable(),
  action: z.string(),
  entityType: z.string(),
  entityId: z.string(),
  before: Facts.nullable(),
  after: Facts.nullable(),
  details: Facts,
  /** The hash of the entry before. */
  prev: Sha256Hex,
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/**
 * SHA-256 (hex) over the canonical JSON (RFC 8785) of a list of its facts, the hash of the entry before
 * among them: the link of the chain.
 */
export function hashAuditEntry(entry: AuditEntry): string {
  const { seq, at, userId, action, entityType, entityId, before, after, details, prev } = entry;
  const facts = [seq, at, userId, action, entityType, entityId, before, after, details, prev];
  return createHash('sha256')
    .update(new TextEncoder().encode(canonicalJson(facts)))
    .digest('hex');
}
