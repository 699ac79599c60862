import { Button } from '@mantine/core';
import { IconMessage } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Card } from '../../components/card.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import type {
  CheckpointContradiction,
  CheckpointsOverview,
  HistoryExplanation,
} from '../../contract/integrity.ts';
import { useDates } from '../format/use-dates.ts';
import { ExplainModal } from './explain-modal.tsx';
import styles from './integrity.module.css';

interface ContradictionsCardProps {
  readonly checkpoints: CheckpointsOverview;
  readonly mayExplain: boolean;
}

/** Which computers keep another history, what they keep, and why that is. Nothing while none does. */
export function ContradictionsCard({ checkpoints, mayExplain }: ContradictionsCardProps) {
  const t = useTranslations('integrity');
  const columns = useColumns();
  const [isExplaining, setExplaining] = useState(false);
  const { contradictions, explanations } = checkpoints;
  const unexplained = contradictions.filter(({ isExplained }) => !isExplained);
  if (contradictions.length === 0) return null;
  return (
    <Card
      title={t('contradictionsTitle')}
      aside={
        mayExplain && unexplained.length > 0 ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconMessage size={14} />}
            onClick={() => setExplaining(true)}
          >
            {t('explainSave')}
          </Button>
        ) : null
      }
    >
      <ExplanationsList explanations={explanations} />
      <div className={styles['table']}>
        <ListTable
          label={t('contradictions')}
          columns={columns}
          rows={contradictions}
          keyOf={({ id }) => id}
        />
      </div>
      {isExplaining ? (
        <ExplainModal unexplained={unexplained} onClose={() => setExplaining(false)} />
      ) : null}
    </Card>
  );
}

function useColumns(): Column<CheckpointContradiction>[] {
  const t = useTranslations('integrity');
  const format = useFormatter();
  const dates = useDates();
  return [
    {
      id: 'kind',
      title: t('kind'),
      className: styles['kind'],
      cell: ({ kind, isExplained }) => (
        <>
          {t(`contradictionKinds.${kind}`)}{' '}
          {isExplained ? (
            <StatusBadge tone="neutral" Icon={IconMessage}>
              {t('explained')}
            </StatusBadge>
          ) : null}
          <span className={styles['under']}>{t(`contradictionTexts.${kind}`)}</span>
        </>
      ),
    },
    {
      id: 'whose',
      title: t('whose'),
      className: styles['computer'],
      cell: ({ hostname, person }) => (
        <>
          {hostname}
          <span className={styles['under']}>{person}</span>
        </>
      ),
    },
    {
      id: 'checkpoint',
      title: t('checkpoint'),
      className: styles['key'],
      cell: ({ checkpoint, kept, shown }) => (
        <>
          {t('checkpointNumber', { number: format.number(checkpoint) })}
          <span className={styles['under']}>{t('keptHash', { hash: kept })}</span>
          {shown === null ? null : (
            <span className={styles['under']}>{t('shownHash', { hash: shown })}</span>
          )}
        </>
      ),
    },
    {
      id: 'foundAt',
      title: t('foundAt'),
      className: styles['quiet'],
      cell: ({ foundAt }) => dates.moment(foundAt),
    },
  ];
}

interface ExplanationsListProps {
  readonly explanations: readonly HistoryExplanation[];
}

/** What was said of a history that computers contradict, who said it and when. */
function ExplanationsList({ explanations }: ExplanationsListProps) {
  const t = useTranslations('integrity');
  const format = useFormatter();
  const dates = useDates();
  if (explanations.length === 0) return null;
  return (
    <ul className={styles['explanations']} aria-label={t('explanations')}>
      {explanations.map(({ id, firstCheckpoint, lastCheckpoint, reason, ...by }) => (
        <li key={id}>
          <strong className={styles['strong']}>
            {t('explainedRange', {
              first: format.number(firstCheckpoint),
              last: format.number(lastCheckpoint),
            })}
          </strong>{' '}
          {reason}
          <span className={styles['under']}>
            {t('explainedBy', {
              name: by.explainedBy,
              at: dates.moment(by.explainedAt),
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}
