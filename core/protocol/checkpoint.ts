import { z } from 'zod';
import { CompactJws, Sha256Base64Url, UtcMicros } from './primitives.ts';

/** `prev` of the first checkpoint: 32 zero bytes. */
export const CHECKPOINT_GENESIS = 'A'.repeat(43);

const common = {
  /** Contiguous, from 0. */
  number: z.number().int().min(0),
  /** SHA-256 of the previous checkpoint (its compact form, ASCII), base64url. */
  prev: Sha256Base64Url,
  from: UtcMicros,
  to: UtcMicros,
  /** Leaves of the tree. */
  statements: z.number().int().min(0),
  root: Sha256Base64Url,
  madeAt: UtcMicros,
};

/** The audit log's last entry, 0 and 32 zero bytes for none. */
const auditHead = { seq: z.number().int().min(0), hash: Sha256Base64Url };

/** As older servers did: a leaf is the statement alone, and nothing else has a tree. */
const FirstCheckpoint = z.object({
  ...common,
  v: z.literal(1),
  audit: z.object(auditHead).optional(),
});

const SecondCheckpoint = z.object({
  ...common,
  v: z.literal(2),
  /** The entries since the checkpoint before: how many, and the tree of their hashes. */
  audit: z.object({ ...auditHead, entries: z.number().int().min(0), root: Sha256Base64Url }),
  /** The tree of the hashes of all checkpoints before this one, which are as many as its number. */
  history: Sha256Base64Url,
});

/**
 * What the server commits to once an hour, as a compact JWS by its signing key: the Merkle tree (RFC
 * 6962, section 2.1) over all statements received in `[from, to)` and their receipts, one leaf for
 * both, by `receivedAt`, then device id, then journal index. The stretches of consecutive checkpoints
 * join without a hole; an hour without statements has the root of the empty tree.
 *
 * Beside it, what was added to the portal's audit log, and the end of it: recorders keep checkpoints,
 * and so nobody can write that log anew without being contradicted by all of them. And the tree of all
 * checkpoints before: it shows of any two, however far apart, that they are of one history.
 */
export const Checkpoint = z.discriminatedUnion('v', [FirstCheckpoint, SecondCheckpoint]);
export type Checkpoint = z.infer<typeof Checkpoint>;

/** That a statement is in a checkpoint's tree: an audit path (RFC 6962, section 2.1.1). */
export const InclusionProof = z.object({
  checkpoint: z.number().int().min(0),
  leaf: z.number().int().min(0),
  /** From the leaf's sibling upwards. */
  path: z.array(Sha256Base64Url).max(64),
});
export type InclusionProof = z.infer<typeof InclusionProof>;

/**
 * That two checkpoints are of one history: the hash of the earlier one is in the tree that the later
 * one states (section 2.1.1), and so are all before it, as it stated them itself (section 2.1.2).
 */
export const HistoryStep = z.object({
  from: z.number().int().min(0),
  to: z.number().int().min(1),
  inclusion: z.array(Sha256Base64Url).max(64),
  consistency: z.array(Sha256Base64Url).max(64),
});
export type HistoryStep = z.infer<typeof HistoryStep>;

/** An RFC 3161 time-stamp token over the SHA-256 of a checkpoint's compact form. */
export const CheckpointTimestamp = z.object({
  checkpoint: z.number().int().min(0),
  /** The TimeStampToken (CMS, DER), base64. */
  token: z.base64().max(65_536),
});
export type CheckpointTimestamp = z.infer<typeof CheckpointTimestamp>;

export const MOST_CHECKPOINTS_TOLD = 200;
/** What the recorder asks for when it has missed some: those after `after`, oldest first. */
export const CheckpointsResponse = z.object({
  checkpoints: z.array(CompactJws).max(MOST_CHECKPOINTS_TOLD),
});
export type CheckpointsResponse = z.infer<typeof CheckpointsResponse>;

/**
 * What speaks against the server, to a device that keeps its checkpoints: `replaced`, another one
 * of a number that it has; `unlinked`, one that does not follow what it has; `foreign-key`, one by
 * another key than at enrolment; `withdrawn`, the server's newest is older than what it has.
 */
export const CheckpointProblem = z.object({
  kind: z.enum(['replaced', 'unlinked', 'foreign-key', 'withdrawn']),
  /** The number of the checkpoint that the device keeps, or kept last. */
  checkpoint: z.number().int().min(0),
  kept: Sha256Base64Url,
  /** Hash of what the server showed instead. */
  shown: Sha256Base64Url.nullable(),
});
export type CheckpointProblem = z.infer<typeof CheckpointProblem>;
