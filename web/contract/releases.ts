import { DeviceId, TeamId } from '@workcompanion/core/ids';
import { Sha256Hex, UtcMicros } from '@workcompanion/core/protocol/primitives';
import { ReleaseVersion } from '@workcompanion/core/releases/release-statement';
import { UPDATE_STATES } from '@workcompanion/core/releases/update-report';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { PageSize } from './sorted-page.ts';
import { told } from './told.ts';

const Count = z.number().int();

export const ReleaseTarget = z.discriminatedUnion('scope', [
  z.object({ scope: z.literal('team'), id: TeamId }),
  z.object({ scope: z.literal('device'), id: DeviceId }),
]);
export type ReleaseTarget = z.infer<typeof ReleaseTarget>;

const ReleaseStage = z.enum(['draft', 'some', 'all', 'withdrawn']);

/** How many devices of those that the release is for are where. */
export const ReleaseProgress = z.object({
  /** It is newer than what they run, and they have not been offered it yet. */
  waiting: Count,
  offered: Count,
  downloading: Count,
  'handed-over': Count,
  installed: Count,
  /** They ran it, or a newer one, before it was offered. */
  'not-newer': Count,
  refused: Count,
  failed: Count,
  'rolled-back': Count,
});
export type ReleaseProgress = z.infer<typeof ReleaseProgress>;

export const ReleaseSummary = z.object({
  version: ReleaseVersion,
  sha256: Sha256Hex,
  bytes: Count,
  uploadedAt: UtcMicros,
  uploadedBy: z.string(),
  stage: told(ReleaseStage),
  /** The share of all devices, while the stage is `some`. */
  percent: Count,
  targets: z.array(z.intersection(ReleaseTarget, z.object({ name: z.string() }))),
  pausedAt: UtcMicros.nullable(),
  /** `failures`: the portal paused it by itself. */
  pauseCause: told(z.enum(['by-hand', 'failures'])).nullable(),
  progress: ReleaseProgress,
});
export type ReleaseSummary = z.infer<typeof ReleaseSummary>;

export const Releases = z.object({
  now: UtcMicros,
  /** Without a public key nothing can be uploaded. */
  hasKey: z.boolean(),
  /** The newest first. */
  items: z.array(ReleaseSummary),
  /** Devices that take no release from here, by why. */
  unable: z.object({ ownTools: Count, none: Count, tooOld: Count }),
});
export type Releases = z.infer<typeof Releases>;

/** The statement as its file holds it; the body of the request is the MSI. */
export const UploadRelease = z.object({ statement: z.string().min(1).max(1024) });
export type UploadRelease = z.infer<typeof UploadRelease>;

export const OneRelease = z.object({ version: ReleaseVersion });
export type OneRelease = z.infer<typeof OneRelease>;

export const RollOutRelease = z.discriminatedUnion('stage', [
  z.object({ version: ReleaseVersion, stage: z.literal('all') }),
  z.object({
    version: ReleaseVersion,
    stage: z.literal('some'),
    percent: z.number().int().min(0).max(100),
    targets: z.array(ReleaseTarget).max(200),
  }),
]);
export type RollOutRelease = z.infer<typeof RollOutRelease>;

export const RetryUpdate = z.object({ version: ReleaseVersion, device: DeviceId });
export type RetryUpdate = z.infer<typeof RetryUpdate>;

export const FailedState = z.enum(UPDATE_STATES).extract(['refused', 'failed', 'rolled-back']);

export const FailedUpdate = z.object({
  device: DeviceId,
  hostname: z.string(),
  person: z.string(),
  state: told(FailedState),
  code: z.string().nullable(),
  changedAt: UtcMicros,
});
export type FailedUpdate = z.infer<typeof FailedUpdate>;
export const FailedUpdates = z.object({
  items: z.array(FailedUpdate),
  next: DeviceId.nullable(),
});
export type FailedUpdates = z.infer<typeof FailedUpdates>;

export const ListFailedUpdates = OneRelease.extend({
  cursor: DeviceId.optional(),
  limit: PageSize,
});
export type ListFailedUpdates = z.infer<typeof ListFailedUpdates>;

export const RELEASE_ROUTES = defineRoutes({
  listFailedUpdates: {
    method: 'GET',
    path: '/api/portal/releases/{version}/failures',
    params: ListFailedUpdates.pick({ version: true }),
    query: ListFailedUpdates.omit({ version: true }),
    answer: FailedUpdates,
  },
  pauseRelease: {
    method: 'POST',
    path: '/api/portal/releases/pause',
    body: OneRelease,
    answer: null,
  },
  resumeRelease: {
    method: 'POST',
    path: '/api/portal/releases/resume',
    body: OneRelease,
    answer: null,
  },
  retryUpdate: {
    method: 'POST',
    path: '/api/portal/releases/retry',
    body: RetryUpdate,
    answer: null,
  },
  rollOutRelease: {
    method: 'POST',
    path: '/api/portal/releases/roll-out',
    body: RollOutRelease,
    answer: null,
  },
  listReleases: { method: 'GET', path: '/api/portal/releases', answer: Releases },
  withdrawRelease: {
    method: 'POST',
    path: '/api/portal/releases/withdraw',
    body: OneRelease,
    answer: null,
  },
  /** The body is the MSI. */
  uploadRelease: {
    method: 'POST',
    path: '/api/portal/releases',
    query: UploadRelease,
    answer: OneRelease,
  },
});
