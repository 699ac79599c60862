import { IconFolder, IconFolderOff, IconUserQuestion } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { CaseSummary } from '../../contract/cases.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './cases.module.css';

export function CasesTable({ cases }: { readonly cases: readonly CaseSummary[] }) {
  const t = useTranslations('cases');
  const dates = useDates();
  return (
    <DataTable label={t('title')}>
      <thead>
        <tr>
          <th scope="col">{t('case')}</th>
          <th scope="col">{t('state')}</th>
          <th scope="col" data-align="end">
            {t('clips')}
          </th>
          <th scope="col" data-align="end">
            {t('packages')}
          </th>
          <th scope="col" data-align="end">
            {t('members')}
          </th>
          <th scope="col">{t('made')}</th>
        </tr>
      </thead>
      <tbody>
        {cases.map((one) => (
          <tr key={one.id}>
            <td>
              <Link className={styles['open']} href={`/cases/${one.id}`}>
                {one.title}
              </Link>
              {one.toDecide === 0 ? null : (
                <Link className={styles['waits']} href={`/cases/${one.id}?tab=packages`}>
                  <StatusBadge tone="warn" Icon={IconUserQuestion}>
                    {t('toDecide', { count: one.toDecide })}
                  </StatusBadge>
                </Link>
              )}
            </td>
            <td>
              <CaseBadge isClosed={one.closedAt !== null} />
            </td>
            <td data-align="end">{one.clips}</td>
            <td data-align="end">{one.packages}</td>
            <td data-align="end">{one.members}</td>
            <td className={styles['quiet']}>
              {dates.moment(one.createdAt)}
              <span className={styles['under']}>{one.createdBy}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

export function CaseBadge({ isClosed }: { readonly isClosed: boolean }) {
  const t = useTranslations('cases');
  return isClosed ? (
    <StatusBadge tone="neutral" Icon={IconFolderOff}>
      {t('closed')}
    </StatusBadge>
  ) : (
    <StatusBadge tone="accent" Icon={IconFolder}>
      {t('open')}
    </StatusBadge>
  );
}
