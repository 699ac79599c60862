import { PressureLevel } from '@workcompanion/core/fleet/pressure-level';
import { STORE_NAMES } from '@workcompanion/core/fleet/store-name';
import { DeviceId, PersonId, SegmentId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { sortOf } from './sort.ts';
import { sortedPage } from './sorted-page.ts';
import { told } from './told.ts';

/**
 * `off`: there is no archive. `silent`: no worker runs. `closed`: it waits for its window. `waiting`:
 * nothing is left to do. `paused`: the archive is overloaded or out of reach, tried again by itself.
 * `refused`: it turns us away, somebody must look.
 */
export const ArchiveState = z.enum([
  'off',
  'silent',
  'closed',
  'waiting',
  'archiving',
  'paused',
  'refused',
]);
export type ArchiveState = z.infer<typeof ArchiveState>;

/** What somebody should do something about. */
export const ArchiveAlarm = z.enum([
  'hot-store-missing',
  'archive-store-missing',
  'thumbnails-store-missing',
  'evidence-packages-store-missing',
  'journal-store-missing',
  'uploads-refused',
  'store-full',
  'disk-fills-up',
  'archive-refused',
  'archive-unreachable',
  'workers-silent',
  'quarantine',
]);
export type ArchiveAlarm = z.infer<typeof ArchiveAlarm>;

const Count = z.number().int();

/** What all workers together have done since the first of them began. */
export const ArchiveProgress = z.object({
  startedAt: UtcMicros,
  objects: Count,
  bytes: Count,
  failures: Count,
  quarantined: Count,
  leftObjects: Count,
  leftBytes: Count,
  /** Null before there is a figure. */
  bytesPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
});
export type ArchiveProgress = z.infer<typeof ArchiveProgress>;

export const StorageForecast = z.object({
  at: UtcMicros,
  level: told(PressureLevel),
  /** What the disk, or the quota of the bucket, has in all and left; null for a bucket without a quota. */
  freeBytes: Count.nullable(),
  totalBytes: Count.nullable(),
  /** May be swept at once. */
  reclaimableBytes: Count,
  bytesPerHour: z.number(),
  /** Null: nothing comes in. */
  hoursLeft: z.number().nullable(),
});
export type StorageForecast = z.infer<typeof StorageForecast>;

/** How one process finds a store that it writes to. */
export const StoreSeen = z.object({
  store: told(z.enum(STORE_NAMES)),
  node: z.string(),
  level: told(PressureLevel),
  /** Why nothing can be stored there. */
  cause: z.string().nullable(),
  freeBytes: Count,
  totalBytes: Count,
});
export type StoreSeen = z.infer<typeof StoreSeen>;

const Stored = z.object({ objects: Count, bytes: Count });

export const ArchiveStatus = z.object({
  now: UtcMicros,
  state: told(ArchiveState),
  /** Why it is paused or refused, as the archive said it. */
  problem: z.object({ code: z.string(), message: z.string().nullable() }).nullable(),
  run: ArchiveProgress.nullable(),
  /** The last one that ended. */
  lastRun: z
    .object({ endedAt: UtcMicros, objects: Count, bytes: Count, failures: Count })
    .nullable(),
  /** Null: it never closes. */
  window: z.object({ from: Count, to: Count, timeZone: z.string() }).nullable(),
  isOpen: z.boolean(),
  /** When the window opens or closes next. */
  changesAt: UtcMicros.nullable(),
  /** Null before the first sample. */
  forecast: StorageForecast.nullable(),
  stored: z.object({ hot: Stored, archived: Stored, cold: Stored, quarantined: Stored }).nullable(),
  stores: z.array(StoreSeen).default([]),
  alarms: z.array(told(ArchiveAlarm)),
});
export type ArchiveStatus = z.infer<typeof ArchiveStatus>;

export const StoragePoint = z.object({
  at: UtcMicros,
  freeBytes: Count,
  totalBytes: Count,
  hotBytes: Count,
  archivedBytes: Count,
});
export type StoragePoint = z.infer<typeof StoragePoint>;
export const StorageHistory = z.object({
  from: UtcMicros,
  to: UtcMicros,
  points: z.array(StoragePoint),
});
export type StorageHistory = z.infer<typeof StorageHistory>;

/** `failing`: its last try failed, there will be another. `quarantined`: somebody must look. */
export const TroubleKind = z.enum(['failing', 'quarantined']);
export type TroubleKind = z.infer<typeof TroubleKind>;

export const TroubledSegment = z.object({
  id: SegmentId,
  device: z.object({ id: DeviceId, hostname: z.string() }),
  person: z.object({ id: PersonId, name: z.string() }),
  startsAt: UtcMicros,
  bytes: Count,
  attempts: Count,
  error: z.string().nullable(),
  /** When it is tried again; null at once, or never. */
  retryAt: UtcMicros.nullable(),
});
export type TroubledSegment = z.infer<typeof TroubledSegment>;
export const TroubleSort = sortOf(['recorded', 'person', 'device', 'size', 'tries']);
export type TroubleSort = z.infer<typeof TroubleSort>;

export const TroubledSegmentsPage = z.object({
  items: z.array(TroubledSegment),
  next: z.string().nullable(),
});
export type TroubledSegmentsPage = z.infer<typeof TroubledSegmentsPage>;

/** Out of quarantine: one, or with null all. */
export const RetryQuarantined = z.object({ segment: SegmentId.nullable() });
export type RetryQuarantined = z.infer<typeof RetryQuarantined>;
export const QuarantinedRetried = z.object({ retried: Count, hasMore: z.boolean() });

export const ReadStorageHistory = z.object({
  hours: z.coerce
    .number()
    .int()
    .min(1)
    .max(7 * 24)
    .default(24),
});
export type ReadStorageHistory = z.infer<typeof ReadStorageHistory>;

export const ListTroubledSegments = z.object({
  kind: TroubleKind,
  ...sortedPage(TroubleSort, 'recorded'),
});
export type ListTroubledSegments = z.infer<typeof ListTroubledSegments>;

export const ARCHIVE_ROUTES = defineRoutes({
  readStorageHistory: {
    method: 'GET',
    path: '/api/portal/archive/history',
    query: ReadStorageHistory,
    answer: StorageHistory,
  },
  retryQuarantined: {
    method: 'POST',
    path: '/api/portal/archive/retry',
    body: RetryQuarantined,
    answer: QuarantinedRetried,
  },
  readArchiveStatus: { method: 'GET', path: '/api/portal/archive', answer: ArchiveStatus },
  listTroubledSegments: {
    method: 'GET',
    path: '/api/portal/archive/segments',
    query: ListTroubledSegments,
    answer: TroubledSegmentsPage,
  },
});
