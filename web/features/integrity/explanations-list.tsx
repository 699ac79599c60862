import { useFormatter, useTranslations } from 'next-intl';
import type { HistoryExplanation } from '../../contract/integrity.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './integrity.module.css';

interface ExplanationsListProps {
  readonly explanations: readonly HistoryExplanation[];
}

/** What was said of a history that computers contradict, who said it and when. */
export function ExplanationsList({ explanations }: ExplanationsListProps) {
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
