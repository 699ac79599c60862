import { useTranslations } from 'next-intl';
import type { PolicyAssignment } from '../../contract/policies.ts';

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
