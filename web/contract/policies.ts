import { DeviceId, TeamId } from '@workcompanion/core/ids';
import { Policy } from '@workcompanion/core/protocol/policy';
import { Int32, UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { PageSize } from './sorted-page.ts';
import { toldWhole } from './told.ts';

const Version = Int32.min(1);

/** Whom a policy is for. The nearer wins: a device's over its team's, a team's over that for all. */
export const PolicyTarget = z.discriminatedUnion('scope', [
  z.object({ scope: z.literal('all') }),
  z.object({ scope: z.literal('team'), id: TeamId }),
  z.object({ scope: z.literal('device'), id: DeviceId }),
]);
export type PolicyTarget = z.infer<typeof PolicyTarget>;

export const PolicyAssignment = z.object({
  target: PolicyTarget,
  /** The team's name, or the device's host name. Null for all. */
  name: z.string().nullable(),
  version: Version,
  policyName: z.string(),
  assignedAt: UtcMicros,
  /** Null: the installation itself. */
  assignedBy: z.string().nullable(),
});
export type PolicyAssignment = z.infer<typeof PolicyAssignment>;

export const PolicySummary = z.object({
  version: Version,
  name: z.string(),
  note: z.string(),
  createdAt: UtcMicros,
  createdBy: z.string().nullable(),
  body: toldWhole(Policy),
  /** How many devices said in their last heartbeat that they record by it. */
  devices: z.number().int(),
});
export type PolicySummary = z.infer<typeof PolicySummary>;

export const PoliciesPage = z.object({
  items: z.array(PolicySummary),
  next: z.string().nullable(),
  assignments: z.array(PolicyAssignment),
});
export type PoliciesPage = z.infer<typeof PoliciesPage>;

/** The server numbers the policy, and its notice: anew only when its words differ from all before. */
export const CreatePolicy = z.object({
  name: z.string().trim().min(1).max(80),
  note: z.string().trim().max(500),
  body: Policy.omit({ version: true, notice: true }).extend({
    notice: Policy.shape.notice.pick({ text: true }),
  }),
  /** Null: in force for nobody yet. */
  target: PolicyTarget.nullable(),
});
export type CreatePolicy = z.infer<typeof CreatePolicy>;

export const AssignPolicy = z.object({ version: Version, target: PolicyTarget });
export type AssignPolicy = z.infer<typeof AssignPolicy>;

/** What is for all can only be replaced. */
export const WithdrawPolicy = z.object({ target: PolicyTarget });
export type WithdrawPolicy = z.infer<typeof WithdrawPolicy>;

/** Why a device records as it does. */
export const DevicePolicy = z.object({
  /** The version that its last heartbeat named; 0 before the first. */
  running: z.number().int(),
  /** What it should run, and what is assigned to it, its team and all, the nearest first. */
  effective: PolicySummary.pick({ version: true, name: true, body: true }),
  assignments: z.array(PolicyAssignment),
});
export type DevicePolicy = z.infer<typeof DevicePolicy>;

export const PolicyCreated = z.object({ version: Version });

export const ExplainDevicePolicy = z.object({ device: DeviceId });
export type ExplainDevicePolicy = z.infer<typeof ExplainDevicePolicy>;

export const ListPolicies = z.object({
  cursor: z.coerce.number().pipe(Int32.min(1)).optional(),
  limit: PageSize,
});
export type ListPolicies = z.infer<typeof ListPolicies>;

export const POLICY_ROUTES = defineRoutes({
  explainDevicePolicy: {
    method: 'GET',
    path: '/api/portal/devices/{device}/policy',
    params: ExplainDevicePolicy,
    answer: DevicePolicy,
  },
  assignPolicy: {
    method: 'POST',
    path: '/api/portal/policies/assign',
    body: AssignPolicy,
    answer: null,
  },
  listPolicies: {
    method: 'GET',
    path: '/api/portal/policies',
    query: ListPolicies,
    answer: PoliciesPage,
  },
  createPolicy: {
    method: 'POST',
    path: '/api/portal/policies',
    body: CreatePolicy,
    answer: PolicyCreated,
  },
  withdrawPolicy: {
    method: 'POST',
    path: '/api/portal/policies/withdraw',
    body: WithdrawPolicy,
    answer: null,
  },
});
