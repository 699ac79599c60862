import { IconUserQuestion } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { CaseSummary } from '../../contract/cases.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './cases.module.css';

const COLUMNS = [
  { id: 'case', sorts: 'ascending' },
  { id: 'state', sorts: 'ascending' },
  { id: 'clips', sorts: 'descending', align: 'end' },
  { id: 'packages', sorts: 'descending', align: 'end' },
  { id: 'members', sorts: 'descending', align: 'end' },
  { id: 'made', sorts: 'descending' },
] as const satisfies readonly Omit<Column, 'title'>[];

interface CasesTableProps {
  readonly cases: readonly CaseSummary[];
  readonly sort: TableSort;
  readonly hasMore: boolean;
}

export function CasesTable({ cases, sort, hasMore }: CasesTableProps) {
  const t = useTranslations('cases');
  return (
    <ListTable
      label={t('title')}
      columns={COLUMNS.map((column) => ({ ...column, title: t(column.id) }))}
      rows={cases}
      keyOf={({ id }) => id}
      sort={sort}
      hasMore={hasMore}
      cells={(one) => <CaseCells one={one} />}
    />
  );
}

function CaseCells({ one }: { readonly one: CaseSummary }) {
  const t = useTranslations('cases');
  const dates = useDates();
  return (
    <>
      <td>
        <PortalLink className={styles['open']} href={`/cases/${one.id}`}>
          {one.title}
        </PortalLink>
        {one.toDecide === 0 ? null : (
          <PortalLink className={styles['waits']} href={`/cases/${one.id}?tab=packages`}>
            <StatusBadge tone="warn" Icon={IconUserQuestion}>
              {t('toDecide', { count: one.toDecide })}
            </StatusBadge>
          </PortalLink>
        )}
      </td>
      <td>
        <StateBadge state={STATES.case[one.closedAt === null ? 'open' : 'closed']} />
      </td>
      <td data-align="end">{one.clips}</td>
      <td data-align="end">{one.packages}</td>
      <td data-align="end">{one.members}</td>
      <td className={styles['quiet']}>
        {dates.moment(one.createdAt)}
        <span className={styles['under']}>{one.createdBy}</span>
      </td>
    </>
  );
}
