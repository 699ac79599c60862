import { DeviceId, newId, TeamId } from '@workcompanion/core/ids';
import { expect, test } from 'vitest';
import type { PolicyAssignment, PolicyTarget } from '../../contract/policies.ts';
import { assignmentFor } from './policy-target.ts';

const team: PolicyTarget = { scope: 'team', id: newId(TeamId) };
const device: PolicyTarget = { scope: 'device', id: newId(DeviceId) };

function assigned(target: PolicyTarget, version: number): PolicyAssignment {
  return { target, version, name: null, policyName: '', assignedAt: 0, assignedBy: null };
}

test('finds what a team or device has of its own, and nothing that it only goes by', () => {
  const assignments = [assigned({ scope: 'all' }, 1), assigned(team, 2)];
  expect(assignmentFor(assignments, { scope: 'all' })?.version).toBe(1);
  expect(assignmentFor(assignments, team)?.version).toBe(2);
  expect(assignmentFor(assignments, { scope: 'team', id: newId(TeamId) })).toBeUndefined();
  expect(assignmentFor(assignments, device)).toBeUndefined();
});
