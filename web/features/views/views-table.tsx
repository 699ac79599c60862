'use client';

import { IconEyeOff } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { MessageState } from '../../components/message-state.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { VIEW_ROUTES, type ViewEntry, type ViewedStretch, ViewSort } from '../../contract/views.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { ZoneName } from '../format/zone-name.tsx';
import { PagedTable } from '../lists/paged-table.tsx';
import { useSort } from '../lists/use-sort.ts';
import { useViewWords } from './use-view-words.ts';
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

interface ViewSecondsProps {
  readonly view: ViewEntry;
  readonly children: (stretch: ViewedStretch) => ReactNode;
}

/** A view's stretches to the second, when they are asked for. */
export function ViewSeconds({ view: { stretches, moreStretches }, children }: ViewSecondsProps) {
  const t = useTranslations('views');
  return (
    <details className={styles['seconds']}>
      <summary>{t('seconds')}</summary>
      <ul>
        {stretches.map((stretch) => (
          <li key={`${stretch.kind} ${stretch.display} ${stretch.from}`}>{children(stretch)}</li>
        ))}
        {moreStretches === 0 ? null : <li>{t('moreStretches', { count: moreStretches })}</li>}
      </ul>
    </details>
  );
}

/** Ids and UTC µs; '' for all. */
export interface ViewFilters {
  readonly person: string;
  readonly user: string;
  readonly from: string;
  readonly to: string;
}

/** As they stand in the address: ids, and days as "2026-11-25" by the clock of this browser. */
export type ViewFilterWords = ViewFilters;

export function useViewFilters() {
  const [person, setPerson] = useQueryParam('person');
  const [user, setUser] = useQueryParam('user');
  const [from, setFrom] = useQueryParam('from');
  const [to, setTo] = useQueryParam('to');
  const words: ViewFilterWords = { person, user, from, to };
  const setters = { person: setPerson, user: setUser, from: setFrom, to: setTo };
  return {
    words,
    filters: { person, user, from: startOf(from, 0), to: startOf(to, 1) },
    set: (name: keyof ViewFilterWords, value: string): void => setters[name](value),
  };
}

/** UTC µs at which a day begins, so many days later; '' for none. */
function startOf(date: string, days: number): string {
  const [year, month, day] = date.split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) return '';
  const ms = new Date(year, month - 1, day + days).getTime();
  return Number.isNaN(ms) ? '' : String(ms * 1000);
}
