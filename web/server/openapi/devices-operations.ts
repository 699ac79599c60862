import {
  CreateEnrolmentToken,
  DeviceDecision,
  DeviceJournal,
  DevicesPage,
  EnrolmentTokenCreated,
  EnrolmentTokensPage,
  MergeDevices,
  WaitingDevices,
} from '../../contract/devices.ts';
import {
  AssignPolicy,
  CreatePolicy,
  DevicePolicy,
  PoliciesPage,
  PolicyCreated,
  WithdrawPolicy,
} from '../../contract/policies.ts';
import { ListDevices } from '../devices/list-devices.ts';
import { ReadDeviceJournal } from '../devices/read-device-journal.ts';
import { RetireDevice } from '../devices/retire-device.ts';
import { RevokeDevice } from '../devices/revoke-device.ts';
import { RevokeEnrolmentToken } from '../enrolment-tokens/revoke-enrolment-token.ts';
import { ExplainDevicePolicy } from '../policies/explain-device-policy.ts';
import { ListPolicies } from '../policies/list-policies.ts';
import type { Operations } from './operation.ts';

export const DEVICES_OPERATIONS = {
  'GET /api/portal/devices': { id: 'listDevices', location: ListDevices, answer: DevicesPage },
  'GET /api/portal/devices/[device]/journal': {
    id: 'readDeviceJournal',
    location: ReadDeviceJournal,
    answer: DeviceJournal,
  },
  'GET /api/portal/devices/[device]/policy': {
    id: 'explainDevicePolicy',
    location: ExplainDevicePolicy,
    answer: DevicePolicy,
  },
  'GET /api/portal/devices/waiting': { id: 'listWaitingDevices', answer: WaitingDevices },
  'POST /api/portal/devices/decide': {
    id: 'decideDevice',
    body: DeviceDecision,
    answer: null,
  },
  'POST /api/portal/devices/[device]/retire': {
    id: 'retireDevice',
    location: RetireDevice,
    answer: null,
  },
  'POST /api/portal/devices/[device]/revoke': {
    id: 'revokeDevice',
    location: RevokeDevice,
    answer: null,
  },
  'POST /api/portal/devices/merge': { id: 'mergeDevices', body: MergeDevices, answer: null },
  'GET /api/portal/enrolment-tokens': { id: 'listEnrolmentTokens', answer: EnrolmentTokensPage },
  'POST /api/portal/enrolment-tokens': {
    id: 'createEnrolmentToken',
    body: CreateEnrolmentToken,
    answer: EnrolmentTokenCreated,
  },
  'POST /api/portal/enrolment-tokens/[id]/revoke': {
    id: 'revokeEnrolmentToken',
    location: RevokeEnrolmentToken,
    answer: null,
  },
  'GET /api/portal/policies': { id: 'listPolicies', location: ListPolicies, answer: PoliciesPage },
  'POST /api/portal/policies': { id: 'createPolicy', body: CreatePolicy, answer: PolicyCreated },
  'POST /api/portal/policies/assign': { id: 'assignPolicy', body: AssignPolicy, answer: null },
  'POST /api/portal/policies/withdraw': {
    id: 'withdrawPolicy',
    body: WithdrawPolicy,
    answer: null,
  },
} as const satisfies Operations;
