'use client';

import { IconEyeOff } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { MessageState } from '../../components/message-state.tsx';
import { VIEW_ROUTES, type ViewEntry, ViewSort } from '../../contract/views.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { ZoneName } from '../format/zone-name.tsx';
import { PagedTable } from '../lists/paged-table.tsx';
import { useSort } from '../lists/use-sort.ts';
import type { ViewFilters } from './use-view-filters.ts';
import { useViewWords } from './use-view-words.ts';
import { ViewSeconds } from './view-seconds.tsx';
import styles from './views.module.css';

interface ViewsTableProps {
  readonly filters: ViewFilters;
  /** Whose footage it was is said where the list is of several people. */
  readonly withPerson: boolean;
  /** By whose clock its times are; unset: by that of whoever reads. */
  readonly timeZone?: string;
}

/** Who watched what, when and why; further pages on demand. */
export function ViewsTable({ filters, withPerson, timeZone }: ViewsTableProps) {
  const t = useTranslations('views');
  const sort = useSort({ orders: ViewSort, fallback: '-watchedAt', param: 'views' });
  const views = useRoutePages(
    VIEW_ROUTES.listViews,
    { ...filters, sort: sort.by },
    { placeholderData: keepPreviousData },
  );
  const columns = useColumns(timeZone);
  const isFiltered = Object.values(filters).some((wanted) => wanted !== '');
  return (
    <PagedTable
      label={t('title')}
      list={views}
      columns={withPerson ? columns : columns.filter(({ id }) => id !== 'person')}
      keyOf={({ id }) => id}
      sort={sort}
      byScroll={withPerson}
      empty={
        withPerson ? (
          <MessageState icon={<IconEyeOff size={22} />} title={t('noneTitle')}>
            <p>{t(isFiltered ? 'noneText' : 'noneYet')}</p>
          </MessageState>
        ) : (
          <p className={styles['none']}>{t('noneOwn')}</p>
        )
      }
    />
  );
}

function useColumns(timeZone: string | undefined): Column<ViewEntry>[] {
  const t = useTranslations('views');
  const words = useViewWords(timeZone);
  return [
    {
      id: 'watchedAt',
      title: t('watchedAt'),
      aside: <ZoneName timeZone={timeZone} />,
      sorts: 'descending',
      className: styles['time'],
      cell: words.when,
    },
    { id: 'by', title: t('by'), className: styles['strong'], cell: ({ user }) => user.name },
    {
      id: 'person',
      title: t('person'),
      cell: ({ person }) => (
        <PortalLink className={styles['link']} href={`/people/${person.id}`}>
          {person.name}
        </PortalLink>
      ),
    },
    {
      id: 'stretch',
      title: t('stretch'),
      className: styles['what'],
      cell: (view) => (
        <>
          {words.what(view)}
          <span className={styles['under']}>{words.where(view)}</span>
          <ViewSeconds view={view}>{words.stretch}</ViewSeconds>
        </>
      ),
    },
    {
      id: 'why',
      title: t('why'),
      className: styles['why'],
      cell: (view) => <Why view={view} undisclosed={words.undisclosed(view)} />,
    },
  ];
}

interface WhyProps {
  readonly view: ViewEntry;
  readonly undisclosed: string | null;
}

function Why({ view: { reason, note }, undisclosed }: WhyProps) {
  const t = useTranslations('views');
  const reasons = useTranslations('watching.reasons');
  return (
    <>
      {reason === null ? <span className={styles['quiet']}>{t('noReason')}</span> : reasons(reason)}
      {note ? <span className={styles['under']}>{note}</span> : null}
      {undisclosed === null ? null : <span className={styles['under']}>{undisclosed}</span>}
    </>
  );
}
