import type { PolicyAssignment, PolicyTarget } from '../../contract/policies.ts';

/** What a target has of its own, not what it goes by for want of it. */
export function assignmentFor(
  assignments: readonly PolicyAssignment[],
  target: PolicyTarget,
): PolicyAssignment | undefined {
  const idOf = (of: PolicyTarget): string => (of.scope === 'all' ? '' : of.id);
  return assignments.find(
    (one) => one.target.scope === target.scope && idOf(one.target) === idOf(target),
  );
}
