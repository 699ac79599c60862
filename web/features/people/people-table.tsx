'use client';

import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import type { PersonSummary } from '../../contract/people.ts';
import { useNow } from '../format/use-now.ts';
import { DayHours } from './day-hours.tsx';
import styles from './people-table.module.css';
import { PersonRow } from './person-row.tsx';

export function PeopleTable({ people }: { readonly people: readonly PersonSummary[] }) {
  const t = useTranslations('people');
  const now = useNow();
  return (
    <DataTable label={t('title')}>
      <thead>
        <tr>
          <th scope="col">{t('person')}</th>
          <th scope="col" className={styles['today']}>
            {t('today')}
            <DayHours />
          </th>
          <th scope="col" data-align="end">
            {t('recorded')}
          </th>
          <th scope="col" data-align="end">
            {t('lastFrame')}
          </th>
          <th scope="col">{t('computers')}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <PersonRow key={person.id} person={person} now={now} />
        ))}
      </tbody>
    </DataTable>
  );
}
