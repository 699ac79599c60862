import { useFormatter, useTranslations } from 'next-intl';
import type { ReleaseSummary } from '../../contract/releases.ts';

type Reach = Pick<ReleaseSummary, 'stage' | 'percent' | 'targets'>;

/** Whom a release is for, in words. */
export function useReachWords(): (reach: Reach) => string {
  const t = useTranslations('releases.reach');
  const format = useFormatter();
  return ({ stage, percent, targets }) => {
    if (stage === 'all') return t('all');
    const names = targets.map(({ scope, name }) => t(scope, { name }));
    const share = percent > 0 ? [t('percent', { percent })] : [];
    return format.list([...share, ...names]) || t('nobody');
  };
}
