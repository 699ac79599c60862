import { DeletionId, DeletionRequestId, DeviceId, PersonId, TeamId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { Reason } from './reason.ts';
import { sortOf } from './sort.ts';
import { sortedPage } from './sorted-page.ts';

export const Act = z.object({ at: UtcMicros, by: z.string() });

export const Amount = z.object({
  keys: z.number().int(),
  /** µs that the keys' windows cover. */
  covers: z.number().int(),
  bytes: z.number().int(),
});

export const DeletionSummary = z.object({
  id: DeletionId,
  person: z.object({ id: PersonId, name: z.string() }),
  device: z.object({ id: DeviceId, hostname: z.string() }),
  /** The rule that it went by; null when somebody asked for it. */
  rule: z
    .object({ days: z.number().int(), team: z.object({ id: TeamId, name: z.string() }).nullable() })
    .nullable(),
  request: z
    .object({ reason: z.string(), requestedBy: z.string(), approvedBy: z.string() })
    .nullable(),
  /** Where all of it lay; the keys' windows while it is under way. */
  from: UtcMicros,
  to: UtcMicros,
  keys: z.number().int(),
  segments: z.number().int(),
  bytes: z.number().int(),
  /** When the keys were destroyed: from then on nobody can watch it. */
  startedAt: UtcMicros,
  /** When the last object was gone, and the certificate was signed. */
  finishedAt: UtcMicros.nullable(),
  /** What is stored as its certificate is none: an alarm. */
  isCertificateBroken: z.boolean(),
  /** A code of core/errors: why it does not go on. */
  problem: z.string().nullable(),
});
export type DeletionSummary = z.infer<typeof DeletionSummary>;
/** `stretch` by where the footage began, `amount` by its bytes. */
export const DeletionSort = sortOf(['person', 'stretch', 'amount', 'keysDestroyed']);
export type DeletionSort = z.infer<typeof DeletionSort>;

export const DeletionsPage = z.object({
  items: z.array(DeletionSummary),
  next: z.string().nullable(),
});
export type DeletionsPage = z.infer<typeof DeletionsPage>;

/** A stretch of one person; half-open. */
const RequestedStretch = z.object({ person: PersonId, from: UtcMicros, to: UtcMicros });

export const RequestDeletion = RequestedStretch.extend({
  reason: Reason,
});
export type RequestDeletion = z.infer<typeof RequestDeletion>;

export const DeletionRequestChoice = z.object({ request: DeletionRequestId });
export type DeletionRequestChoice = z.infer<typeof DeletionRequestChoice>;

/** What a request would take now: all keys with footage in the stretch, whole. */
export const RequestRehearsal = z.object({
  goes: Amount,
  held: Amount,
  /** Keys that a recorder may still use: they go when their window is over. */
  inUse: z.number().int(),
  /** Bounds of the keys that go; null when none does. */
  from: UtcMicros.nullable(),
  to: UtcMicros.nullable(),
});
export type RequestRehearsal = z.infer<typeof RequestRehearsal>;

export const DeletionRequest = z.object({
  id: DeletionRequestId,
  person: z.object({ id: PersonId, name: z.string() }),
  from: UtcMicros,
  to: UtcMicros,
  reason: z.string(),
  requested: Act,
  /** By whoever asks: somebody else must approve it. */
  isOwn: z.boolean(),
  approved: Act.nullable(),
  /** Refused, or taken back by whoever made it. */
  ended: Act.nullable(),
  carriedOutAt: UtcMicros.nullable(),
  /** Destroyed so far, and kept until a hold ends. */
  keys: z.number().int(),
  heldKeys: z.number().int(),
});
export type DeletionRequest = z.infer<typeof DeletionRequest>;

/** `stretch` by where the footage begins. */
export const DeletionRequestSort = sortOf(['person', 'stretch', 'requested']);
export type DeletionRequestSort = z.infer<typeof DeletionRequestSort>;

export const DeletionRequestsPage = z.object({
  items: z.array(DeletionRequest),
  next: z.string().nullable(),
});
export type DeletionRequestsPage = z.infer<typeof DeletionRequestsPage>;

export const ListDeletionRequests = z.object(sortedPage(DeletionRequestSort, '-requested'));
export type ListDeletionRequests = z.infer<typeof ListDeletionRequests>;

const MicrosOrStart = z.coerce.number().int().min(0);
export const RehearseDeletionRequest = z.object({
  person: PersonId,
  from: MicrosOrStart,
  to: MicrosOrStart,
});
export type RehearseDeletionRequest = z.infer<typeof RehearseDeletionRequest>;

export const ListDeletions = z.object(sortedPage(DeletionSort, '-keysDestroyed'));
export type ListDeletions = z.infer<typeof ListDeletions>;

export const ReadCertificate = z.object({ id: DeletionId });
export type ReadCertificate = z.infer<typeof ReadCertificate>;

export const DELETION_ROUTES = defineRoutes({
  approveDeletion: {
    method: 'POST',
    path: '/api/portal/retention/deletion-requests/approve',
    body: DeletionRequestChoice,
    answer: null,
  },
  endDeletionRequest: {
    method: 'POST',
    path: '/api/portal/retention/deletion-requests/end',
    body: DeletionRequestChoice,
    answer: null,
  },
  rehearseDeletionRequest: {
    method: 'GET',
    path: '/api/portal/retention/deletion-requests/rehearsal',
    query: RehearseDeletionRequest,
    answer: RequestRehearsal,
  },
  listDeletionRequests: {
    method: 'GET',
    path: '/api/portal/retention/deletion-requests',
    query: ListDeletionRequests,
    answer: DeletionRequestsPage,
  },
  requestDeletion: {
    method: 'POST',
    path: '/api/portal/retention/deletion-requests',
    body: RequestDeletion,
    answer: DeletionRequestChoice,
  },
  readCertificate: {
    method: 'GET',
    path: '/api/portal/retention/deletions/{id}/certificate',
    params: ReadCertificate,
    answer: 'application/jose',
  },
  listDeletions: {
    method: 'GET',
    path: '/api/portal/retention/deletions',
    query: ListDeletions,
    answer: DeletionsPage,
  },
});
