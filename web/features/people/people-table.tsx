'use client';

import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import type { PersonSummary } from '../../contract/people.ts';
import { useNow } from '../format/use-now.ts';
import { DayHours } from './day-hours.tsx';
import styles from './people-table.module.css';
import { PersonCells } from './person-cells.tsx';

interface PeopleTableProps {
  readonly people: readonly PersonSummary[];
  readonly sort: TableSort;
  readonly hasMore: boolean;
}

export function PeopleTable({ people, sort, hasMore }: PeopleTableProps) {
  const t = useTranslations('people');
  const now = useNow();
  // What of a day was recorded is known once it is drawn: nothing that all people can be sorted by.
  const columns: Column[] = [
    { id: 'person', title: t('person'), sorts: 'ascending' },
    { id: 'today', title: t('today'), className: styles['today'], aside: <DayHours /> },
    { id: 'recorded', title: t('recorded'), align: 'end' },
    { id: 'lastFrame', title: t('lastFrame'), align: 'end', sorts: 'descending' },
    { id: 'computers', title: t('computers') },
  ];
  return (
    <ListTable
      label={t('title')}
      columns={columns}
      rows={people}
      keyOf={({ id }) => id}
      sort={sort}
      hasMore={hasMore}
      cells={(person) => <PersonCells person={person} now={now} />}
    />
  );
}
