'use client';

import { IconEyeOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import { MessageState } from '../../components/message-state.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { ErrorState } from '../errors/error-state.tsx';
import { ZoneName } from '../format/zone-name.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { useViews, type ViewFilters } from './use-views.ts';
import { ViewRow } from './view-row.tsx';
import styles from './views.module.css';

interface ViewsTableProps {
  readonly filters: ViewFilters;
  readonly withPerson: boolean;
}

/** Who watched what, when and why; further pages on demand. */
export function ViewsTable({ filters, withPerson }: ViewsTableProps) {
  const t = useTranslations();
  const views = useViews(filters);
  const all = views.data?.pages.flatMap((page) => page.items) ?? [];
  if (views.isPending) return <TableSkeleton columns={5} label={t('common.loading')} />;
  if (views.isError && all.length === 0) {
    return <ErrorState error={views.error} onRetry={() => void views.refetch()} />;
  }
  if (all.length === 0) {
    return withPerson ? (
      <MessageState icon={<IconEyeOff size={22} />} title={t('views.noneTitle')}>
        <p>{t('views.noneText')}</p>
      </MessageState>
    ) : (
      <p className={styles['none']}>{t('views.noneOwn')}</p>
    );
  }
  return (
    <>
      <DataTable label={t('views.title')}>
        <thead>
          <tr>
            <th scope="col">
              {t('views.watchedAt')}
              <ZoneName />
            </th>
            <th scope="col">{t('views.by')}</th>
            {withPerson ? <th scope="col">{t('views.person')}</th> : null}
            <th scope="col">{t('views.stretch')}</th>
            <th scope="col">{t('views.why')}</th>
          </tr>
        </thead>
        <tbody>
          {all.map((view) => (
            <ViewRow key={view.id} view={view} withPerson={withPerson} />
          ))}
        </tbody>
      </DataTable>
      <MorePages list={views} />
    </>
  );
}
