import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import type { RetentionRule } from '../../contract/retention.ts';
import { useDates } from '../format/use-dates.ts';
import { EndRuleButton } from './end-rule-button.tsx';
import styles from './retention.module.css';
import { useRuleWords } from './use-rule-words.ts';

interface RulesTableProps {
  readonly rules: readonly RetentionRule[];
  readonly mayPropose: boolean;
}

/** The rules that footage is deleted by. */
export function RulesTable({ rules, mayPropose }: RulesTableProps) {
  const t = useTranslations('retention');
  const dates = useDates();
  const { whom, kept } = useRuleWords();
  return (
    <DataTable label={t('inForce')}>
      <thead>
        <tr>
          <th scope="col">{t('appliesTo')}</th>
          <th scope="col">{t('keptFor')}</th>
          <th scope="col">{t('since')}</th>
          <th scope="col">{t('proposedBy')}</th>
          <th scope="col">{t('approvedBy')}</th>
          <th scope="col">{t('note')}</th>
          <th scope="col" aria-label={t('actions')} />
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.id}>
            <td className={styles['strong']}>{whom(rule)}</td>
            <td className={styles['kept']}>{kept(rule.days)}</td>
            <td className={styles['quiet']}>
              {rule.approved === null ? '–' : dates.moment(rule.approved.at)}
            </td>
            <td className={styles['quiet']}>{rule.proposed.by}</td>
            <td className={styles['quiet']}>{rule.approved?.by ?? '–'}</td>
            <td className={styles['reason']}>{rule.note || '–'}</td>
            <td data-align="end">{mayPropose ? <EndRuleButton rule={rule} /> : null}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
