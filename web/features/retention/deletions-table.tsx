import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import type { DeletionSummary } from '../../contract/retention.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { useDates } from '../format/use-dates.ts';
import { DeletionBadge } from './deletion-badge.tsx';
import { DeletionCause } from './deletion-cause.tsx';
import styles from './retention.module.css';

export function DeletionsTable({ deletions }: { readonly deletions: readonly DeletionSummary[] }) {
  const t = useTranslations('retention');
  const format = useFormatter();
  const locale = useLocale();
  const dates = useDates();
  return (
    <DataTable label={t('deleted')}>
      <thead>
        <tr>
          <th scope="col">{t('person')}</th>
          <th scope="col">{t('stretch')}</th>
          <th scope="col">{t('cause')}</th>
          <th scope="col" data-align="end">
            {t('amount')}
          </th>
          <th scope="col">{t('keysDestroyed')}</th>
          <th scope="col">{t('status')}</th>
          <th scope="col" aria-label={t('certificate')} />
        </tr>
      </thead>
      <tbody>
        {deletions.map((deletion) => (
          <tr key={deletion.id}>
            <td className={styles['strong']}>
              {deletion.employee.name}
              <span className={styles['under']}>{deletion.device.hostname}</span>
            </td>
            <td className={styles['quiet']}>{dates.days(deletion.from, deletion.to)}</td>
            <td className={styles[deletion.rule === null ? 'reason' : 'quiet']}>
              <DeletionCause deletion={deletion} />
            </td>
            <td data-align="end">
              {formatBytes(deletion.bytes, locale)}
              <span className={styles['under']}>
                {t('segments', { count: format.number(deletion.segments) })}
              </span>
            </td>
            <td className={styles['quiet']}>
              {dates.moment(deletion.startedAt)}
              <span className={styles['under']}>{t('keys', { count: deletion.keys })}</span>
            </td>
            <td>
              <DeletionBadge deletion={deletion} />
            </td>
            <td data-align="end">
              {deletion.finishedAt === null ? null : (
                <Button
                  component="a"
                  href={PORTAL_ROUTES.deletionCertificate(deletion.id)}
                  download
                  variant="subtle"
                  size="compact-sm"
                  leftSection={<IconDownload size={14} aria-hidden="true" />}
                >
                  {t('certificate')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
