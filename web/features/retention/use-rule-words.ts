import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { RetentionRule } from '../../contract/retention.ts';

interface RuleWords {
  readonly whom: (rule: Pick<RetentionRule, 'team'>) => string;
  readonly kept: (days: number | null) => string;
}

export function useRuleWords(): RuleWords {
  const t = useTranslations('retention');
  const whom = useCallback(
    ({ team }: Pick<RetentionRule, 'team'>) => {
      if (team === null) return t('everyone');
      return team.name === '' ? t('teamGone') : t('team', { name: team.name });
    },
    [t],
  );
  const kept = useCallback(
    (days: number | null) => (days === null ? t('forEver') : t('days', { days })),
    [t],
  );
  return { whom, kept };
}
