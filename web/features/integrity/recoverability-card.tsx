import { useFormatter, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { Card } from '../../components/card.tsx';
import { DataTable } from '../../components/data-table.tsx';
import type { RecoverabilityMonth } from '../../contract/integrity.ts';
import styles from './integrity.module.css';

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

function MonthsTable({ months }: { readonly months: readonly RecoverabilityMonth[] }) {
  const t = useTranslations('integrity');
  const format = useFormatter();
  const share = useShare();
  const nameOf = (month: string): string =>
    format.dateTime(new Date(`${month}-15T00:00:00Z`), {
      year: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    });
  return (
    <div className={styles['table']}>
      <DataTable label={t('months')}>
        <thead>
          <tr>
            <th scope="col">{t('month')}</th>
            <th scope="col" data-align="end">
              {t('checked')}
            </th>
            <th scope="col" data-align="end">
              {t('playable')}
            </th>
            <th scope="col" data-align="end">
              {t('confidence')}
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, checked, playable, interval }) => (
            <tr key={month}>
              <td>{nameOf(month)}</td>
              <td data-align="end">{format.number(checked)}</td>
              <td data-align="end" className={styles['strong']}>
                {share(playable / checked)}
              </td>
              <td data-align="end" className={styles['quiet']}>
                {share(interval.low)} – {share(interval.high)}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}

/** A share as a percentage that is cut and never rounded up: only what is all reads as 100 %. */
function useShare(): (share: number) => string {
  const format = useFormatter();
  return useCallback(
    (share: number) =>
      format.number(Math.floor(share * 1000) / 1000, {
        style: 'percent',
        maximumFractionDigits: 1,
      }),
    [format],
  );
}
