import { DeviceId, TeamId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import type { PolicyAssignment, PolicyTarget } from '../../contract/policies.ts';

/** Null while nobody, or not yet whom, is chosen. */
export function policyTarget(
  scope: PolicyTarget['scope'] | 'none',
  id: string | null,
): PolicyTarget | null {
  if (scope === 'all') return { scope };
  if (scope === 'none' || id === null) return null;
  return scope === 'team' ? { scope, id: TeamId.parse(id) } : { scope, id: DeviceId.parse(id) };
}

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

/** Whom an assignment is for, in words. `isOnly`: there is none besides. */
export function useTargetWords(
  isOnly = false,
): (assignment: Pick<PolicyAssignment, 'target' | 'name'>) => string {
  const t = useTranslations('policies');
  return ({ target, name }) => {
    if (target.scope === 'all') return t(isOnly ? 'allOnly' : 'all');
    return t(target.scope, { name: name ?? target.id });
  };
}
