import { POLICY_ROUTES } from '../../contract/policies.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { assignPolicy, withdrawPolicy } from './assign-policy.ts';
import { createPolicy } from './create-policy.ts';
import { explainDevicePolicy } from './explain-device-policy.ts';
import { listPolicies } from './list-policies.ts';

export const policyRoutes: readonly BoundRoute[] = [
  bind(POLICY_ROUTES.explainDevicePolicy, asUser, explainDevicePolicy),
  bind(POLICY_ROUTES.assignPolicy, asUser, assignPolicy),
  bind(POLICY_ROUTES.listPolicies, asUser, listPolicies),
  bind(POLICY_ROUTES.createPolicy, asUser, createPolicy),
  bind(POLICY_ROUTES.withdrawPolicy, asUser, withdrawPolicy),
];
