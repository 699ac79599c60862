import { useFormatter, useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import type { RecoverabilityMonth } from '../../contract/integrity.ts';
import styles from './integrity.module.css';
import { useShare } from './use-share.ts';

export function MonthsTable({ months }: { readonly months: readonly RecoverabilityMonth[] }) {
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
