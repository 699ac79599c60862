import { keepPreviousData } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { type AuditEntry, AuditSort } from '../../contract/audit.ts';
import { CASE_ROUTES } from '../../contract/cases.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { useAuditWords } from '../audit/use-audit-words.ts';
import { useDates } from '../format/use-dates.ts';
import { PagedTable } from '../lists/paged-table.tsx';
import { useSort } from '../lists/use-sort.ts';
import styles from './cases.module.css';

/** What a line is about, where its details say so in words. */
const TELLING = ['title', 'name', 'note', 'reason', 'recipient', 'text'] as const;

/** Everything that was done to the case, its clips, holds and packages. */
export function ActivityPanel({ id }: { readonly id: string }) {
  const t = useTranslations('cases');
  const sort = useSort({ orders: AuditSort, fallback: '-time', param: 'activity' });
  const activity = useRoutePages(
    CASE_ROUTES.listCaseActivity,
    { case: id, sort: sort.by },
    { placeholderData: keepPreviousData },
  );
  return (
    <PagedTable
      label={t('tabs.activity')}
      list={activity}
      columns={useColumns()}
      keyOf={({ seq }) => seq}
      sort={sort}
      byScroll
      empty={<p className={styles['below']}>{t('noActivity')}</p>}
    />
  );
}

function useColumns(): Column<AuditEntry>[] {
  const t = useTranslations('evidencePackages');
  const words = useAuditWords();
  const dates = useDates();
  return [
    {
      id: 'time',
      title: t('when'),
      sorts: 'descending',
      className: styles['quiet'],
      cell: ({ at }) => dates.second(at),
    },
    {
      id: 'who',
      title: t('who'),
      className: styles['strong'],
      cell: (entry) => {
        const bearer = bearerOf(entry);
        return bearer === null
          ? (entry.user?.name ?? t('system'))
          : t('bearer', { recipient: bearer });
      },
    },
    { id: 'what', title: t('what'), cell: ({ action }) => words.action(action) },
    {
      id: 'more',
      title: t('more'),
      className: styles['reason'],
      // Whoever has a share stands as the one who acts: once is enough.
      cell: (entry) =>
        bearerOf(entry) === null ? tellingOf(entry.details) || entry.entityName : entry.entityName,
    },
  ];
}

/** To whom a share was given, where no account acts. */
function bearerOf({ user, details: { recipient } }: AuditEntry): string | null {
  return user === null && typeof recipient === 'string' ? recipient : null;
}

function tellingOf(details: AuditEntry['details']): string {
  const found = TELLING.map((name) => details[name]).find((value) => typeof value === 'string');
  return typeof found === 'string' ? found : '';
}
