import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import type { RecoverabilityMonth } from '../../contract/integrity.ts';
import styles from './integrity.module.css';
import { MonthsTable } from './months-table.tsx';
import { useShare } from './use-share.ts';

/** How much of the archive was proved to be playable. */
export function RecoverabilityCard({
  months,
}: {
  readonly months: readonly RecoverabilityMonth[];
}) {
  const t = useTranslations('integrity');
  const share = useShare();
  const [latest] = months;
  if (latest === undefined) {
    return (
      <Card title={t('recoverability')}>
        <p className={styles['text']}>{t('noChecks')}</p>
      </Card>
    );
  }
  const { checked, playable, interval } = latest;
  const isWhole = playable === checked;
  return (
    <Card title={t('recoverability')}>
      <p className={styles['share']} data-tone={isWhole ? 'ok' : 'bad'}>
        <strong>{share(playable / checked)}</strong>
        {t('ofArchive', { checked })}
      </p>
      <p className={styles['text']}>
        {t('interval', { low: share(interval.low), high: share(interval.high) })}
      </p>
      <MonthsTable months={months} />
    </Card>
  );
}
