import { useFormatter, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { Card } from '../../components/card.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
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
  const columns: Column<RecoverabilityMonth>[] = [
    { id: 'month', title: t('month'), cell: ({ month }) => nameOf(month) },
    {
      id: 'checked',
      title: t('checked'),
      align: 'end',
      cell: ({ checked }) => format.number(checked),
    },
    {
      id: 'playable',
      title: t('playable'),
      align: 'end',
      className: styles['strong'],
      cell: ({ checked, playable }) => share(playable / checked),
    },
    {
      id: 'confidence',
      title: t('confidence'),
      align: 'end',
      className: styles['quiet'],
      cell: ({ interval }) => `${share(interval.low)} – ${share(interval.high)}`,
    },
  ];
  return (
    <div className={styles['table']}>
      <ListTable label={t('months')} columns={columns} rows={months} keyOf={({ month }) => month} />
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
