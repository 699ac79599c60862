import { z } from 'zod';
import {
  DeletionId,
  DeletionRequestId,
  DeviceId,
  KeyId,
  PersonId,
  RetentionRuleId,
  TeamId,
  UserId,
} from '../ids.ts';
import { Sha256Hex, UtcMicros } from './primitives.ts';

/** So many keys go with one deletion at most: its certificate stays one that can be read. */
export const MAX_DELETION_KEYS = 31;

const Facts = z.strictObject({
  deletion: DeletionId,
  /** Whose footage. */
  person: PersonId,
  device: DeviceId,
  /** First start and last end of the segments; null when the keys had encrypted none. */
  footage: z.strictObject({ from: UtcMicros, to: UtcMicros }).nullable(),
  segments: z.number().int().min(0),
  /** The size of the ciphertext. */
  bytes: z.number().int().min(0),
  /** `segmentListHash` of the segments, by id. */
  segmentList: Sha256Hex,
  /** Oldest window first. */
  keys: z.array(KeyId).min(1).max(MAX_DELETION_KEYS),
  keysDestroyedAt: UtcMicros,
  /** From then on none of its objects was left in hot storage, archive, caches, thumbnails or texts. */
  objectsDeletedAt: UtcMicros,
});

const ByRule = Facts.extend({
  v: z.literal(1),
  rule: z.strictObject({
    id: RetentionRuleId,
    /** Null: for all. */
    team: TeamId.nullable(),
    days: z.number().int().min(1),
    approvedBy: UserId,
    approvedAt: UtcMicros,
  }),
});

const ByRequest = Facts.extend({
  v: z.literal(2),
  /** Two people asked for it. Why is in the audit log: reasons name people. */
  request: z.strictObject({
    id: DeletionRequestId,
    from: UtcMicros,
    to: UtcMicros,
    requestedBy: UserId,
    requestedAt: UtcMicros,
    approvedBy: UserId,
    approvedAt: UtcMicros,
  }),
});

/** What the server states, signed, about footage that it has deleted. Ids only: it outlives names. */
export const DeletionCertificate = z.discriminatedUnion('v', [ByRule, ByRequest]);
export type DeletionCertificate = z.infer<typeof DeletionCertificate>;

/** By what it went, of a certificate. */
export type DeletionCause =
  | Pick<z.infer<typeof ByRule>, 'v' | 'rule'>
  | Pick<z.infer<typeof ByRequest>, 'v' | 'request'>;
