import { Button, Group } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import type { RetentionRule } from '../../contract/retention.ts';
import { useDates } from '../format/use-dates.ts';
import { ApproveModal } from './approve-modal.tsx';
import { EndRuleButton } from './end-rule-button.tsx';
import styles from './retention.module.css';
import { useRuleWords } from './use-rule-words.ts';

interface ProposalsTableProps {
  readonly rules: readonly RetentionRule[];
  readonly mayPropose: boolean;
  readonly mayApprove: boolean;
}

/** Rules that somebody must still put in force. */
export function ProposalsTable({ rules, mayPropose, mayApprove }: ProposalsTableProps) {
  const t = useTranslations('retention');
  const dates = useDates();
  const { whom, kept } = useRuleWords();
  const [chosen, setChosen] = useState<RetentionRule | null>(null);
  return (
    <>
      <DataTable label={t('proposals')}>
        <thead>
          <tr>
            <th scope="col">{t('appliesTo')}</th>
            <th scope="col">{t('keptFor')}</th>
            <th scope="col">{t('proposed')}</th>
            <th scope="col">{t('proposedBy')}</th>
            <th scope="col">{t('note')}</th>
            <th scope="col" aria-label={t('actions')} />
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.id}>
              <td className={styles['strong']}>{whom(rule)}</td>
              <td>{kept(rule.days)}</td>
              <td className={styles['quiet']}>{dates.moment(rule.proposed.at)}</td>
              <td className={styles['quiet']}>{rule.proposed.by}</td>
              <td className={styles['reason']}>{rule.note || '–'}</td>
              <td data-align="end">
                <Group gap={6} justify="flex-end" wrap="nowrap">
                  {mayApprove ? (
                    <Button size="compact-sm" onClick={() => setChosen(rule)}>
                      {t('review')}
                    </Button>
                  ) : null}
                  {mayPropose ? <EndRuleButton rule={rule} /> : null}
                </Group>
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      {chosen === null ? null : <ApproveModal rule={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}
