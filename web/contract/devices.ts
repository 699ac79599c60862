import { DeviceHealth } from '@workcompanion/core/fleet/device-health';
import { DeviceId, PersonId } from '@workcompanion/core/ids';
import {
  DEVICE_FACTS,
  DeviceFacts,
  HeartbeatRequest,
  RecorderState,
} from '@workcompanion/core/protocol/messages';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { UPDATE_STATES, UPDATERS } from '@workcompanion/core/releases/update-report';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { DeviceJournal, ReadDeviceJournal } from './device-journal.ts';
import { sortOf } from './sort.ts';
import { sortedPage } from './sorted-page.ts';
import { told } from './told.ts';

/** Another enrolment of the same machine. */
export const DuplicateEnrolment = z.object({
  id: DeviceId,
  hostname: z.string(),
  enrolledAt: UtcMicros,
  lastSeenAt: UtcMicros.nullable(),
  /** On the computer, as it said last. */
  waitingSegments: z.number().int(),
});
export type DuplicateEnrolment = z.infer<typeof DuplicateEnrolment>;

/** How the recorder's version changes. */
export const DeviceUpdate = z.object({
  /** Null: a recorder too old to say. */
  by: told(z.enum(UPDATERS)).nullable(),
  /** The release that is offered to it now. */
  target: z.string().nullable(),
  /** The last one that it had to do with. */
  last: z
    .object({
      version: z.string(),
      state: told(z.enum(UPDATE_STATES)),
      code: z.string().nullable(),
      at: UtcMicros,
    })
    .nullable(),
});
export type DeviceUpdate = z.infer<typeof DeviceUpdate>;

/** Where a device came from: its address as the portal saw it, all else by its own word. */
export const DeviceEnrolment = z.object({
  userName: z.string(),
  serialNumber: z.string().nullable(),
  platform: z.string(),
  macAddresses: z.array(z.string()),
  /** Null, as the token: enrolled by a version that did not keep it. */
  address: z.string().nullable(),
  tokenLabel: z.string().nullable(),
  /** It waited, and an administrator said whose it is. */
  wasApproved: z.boolean(),
});
export type DeviceEnrolment = z.infer<typeof DeviceEnrolment>;

/** `known-person`: who has a device or an account. `other-team`: the token is of another team. */
const ClaimDoubt = z.enum(['known-person', 'other-team']);

export const WaitingDevice = z.object({
  id: DeviceId,
  hostname: z.string(),
  enrolledAt: UtcMicros,
  lastSeenAt: UtcMicros.nullable(),
  lastReceivedAt: UtcMicros.nullable(),
  enrolment: DeviceEnrolment,
  /** Whose login it told. */
  claimed: z.object({ id: PersonId, name: z.string(), team: z.string().nullable() }).nullable(),
  why: told(ClaimDoubt),
});
export type WaitingDevice = z.infer<typeof WaitingDevice>;
export const WaitingDevices = z.object({ items: z.array(WaitingDevice), now: UtcMicros });
export type WaitingDevices = z.infer<typeof WaitingDevices>;

export const DeviceDecision = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('approve'), device: DeviceId, personId: PersonId }),
  z.object({ decision: z.literal('refuse'), device: DeviceId }),
]);
export type DeviceDecision = z.infer<typeof DeviceDecision>;

/** What the server keeps of a device, told as its columns hold it. */
const KeptOfDevice = z.object({
  id: DeviceId,
  enrolledAt: UtcMicros,
  lastSeenAt: UtcMicros.nullable(),
  lastReceivedAt: UtcMicros.nullable(),
  /** When it was last told to wait for having sent too many uploads that came to nothing. */
  uploadsHeldAt: UtcMicros.nullable(),
});
export const DEVICE_COLUMNS = [...DEVICE_FACTS, ...KeptOfDevice.keyof().options];

/** What the recorder said last, as it said it, and what the server makes of it. */
export const DeviceSummary = DeviceFacts.extend({
  ...KeptOfDevice.shape,
  hostname: z.string(),
  person: z.object({ id: PersonId, name: z.string() }),
  platform: z.string(),
  /** Null before the first heartbeat, as `policyVersion` is 0. */
  state: told(RecorderState).nullable(),
  update: DeviceUpdate,
  /** The version that it should record by. */
  assignedPolicyVersion: z.number().int(),
  health: told(DeviceHealth),
  enrolment: DeviceEnrolment,
  backlog: HeartbeatRequest.shape.backlog,
  missingEntries: z.number().int(),
  /** It keeps another history than this server tells. */
  contradicts: z.boolean(),
  /** Look like the same machine, and are not merged. */
  twins: z.array(DuplicateEnrolment),
  predecessors: z.array(DuplicateEnrolment),
  successor: DuplicateEnrolment.nullable(),
});
export type DeviceSummary = z.infer<typeof DeviceSummary>;
/** `backlog` by its bytes, `clock` by how far it is off either way. */
export const DeviceSort = sortOf([
  'enrolled',
  'device',
  'person',
  'lastFrame',
  'backlog',
  'version',
  'policy',
  'clock',
]);
export type DeviceSort = z.infer<typeof DeviceSort>;

export const DevicesPage = z.object({
  items: z.array(DeviceSummary),
  next: z.string().nullable(),
  now: UtcMicros,
});
export type DevicesPage = z.infer<typeof DevicesPage>;

/** `device` goes on, `predecessor` retires. */
export const MergeDevices = z.object({ device: DeviceId, predecessor: DeviceId });
export type MergeDevices = z.infer<typeof MergeDevices>;

export const ListDevices = z.object({
  ...sortedPage(DeviceSort, '-enrolled'),
  retired: z.enum(['without', 'with']).default('without'),
  /** Words that the computer, the person's name or their login must hold. */
  q: z.string().trim().max(100).optional(),
  health: DeviceHealth.optional(),
  /** That one alone. */
  device: DeviceId.optional(),
});
export type ListDevices = z.infer<typeof ListDevices>;

export const RetireDevice = z.object({ device: DeviceId });
export type RetireDevice = z.infer<typeof RetireDevice>;

export const ReinstateDevice = z.object({ device: DeviceId });
export type ReinstateDevice = z.infer<typeof ReinstateDevice>;

export const RevokeDevice = z.object({ device: DeviceId });
export type RevokeDevice = z.infer<typeof RevokeDevice>;

export const DEVICE_ROUTES = defineRoutes({
  readDeviceJournal: {
    method: 'GET',
    path: '/api/portal/devices/{device}/journal',
    params: ReadDeviceJournal,
    answer: DeviceJournal,
  },
  retireDevice: {
    method: 'POST',
    path: '/api/portal/devices/{device}/retire',
    params: RetireDevice,
    answer: null,
  },
  reinstateDevice: {
    method: 'POST',
    path: '/api/portal/devices/{device}/reinstate',
    params: ReinstateDevice,
    answer: null,
  },
  revokeDevice: {
    method: 'POST',
    path: '/api/portal/devices/{device}/revoke',
    params: RevokeDevice,
    answer: null,
  },
  decideDevice: {
    method: 'POST',
    path: '/api/portal/devices/decide',
    body: DeviceDecision,
    answer: null,
  },
  mergeDevices: {
    method: 'POST',
    path: '/api/portal/devices/merge',
    body: MergeDevices,
    answer: null,
  },
  listDevices: {
    method: 'GET',
    path: '/api/portal/devices',
    query: ListDevices,
    answer: DevicesPage,
  },
  listWaitingDevices: {
    method: 'GET',
    path: '/api/portal/devices/waiting',
    answer: WaitingDevices,
  },
});
