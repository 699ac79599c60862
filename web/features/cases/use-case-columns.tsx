import { IconUserQuestion } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { CaseSummary } from '../../contract/cases.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './cases.module.css';

/** What the list of cases shows of each. */
export function useCaseColumns(): Column<CaseSummary>[] {
  const t = useTranslations('cases');
  const dates = useDates();
  return [
    {
      id: 'case',
      title: t('case'),
      sorts: 'ascending',
      cell: ({ id, title, toDecide }) => (
        <>
          <PortalLink className={styles['open']} href={`/cases/${id}`}>
            {title}
          </PortalLink>
          {toDecide === 0 ? null : (
            <PortalLink className={styles['waits']} href={`/cases/${id}?tab=packages`}>
              <StatusBadge tone="warn" Icon={IconUserQuestion}>
                {t('toDecide', { count: toDecide })}
              </StatusBadge>
            </PortalLink>
          )}
        </>
      ),
    },
    {
      id: 'state',
      title: t('state'),
      sorts: 'ascending',
      cell: ({ closedAt }) => (
        <StateBadge state={STATES.case[closedAt === null ? 'open' : 'closed']} />
      ),
    },
    {
      id: 'clips',
      title: t('clips'),
      sorts: 'descending',
      align: 'end',
      cell: ({ clips }) => clips,
    },
    {
      id: 'packages',
      title: t('packages'),
      sorts: 'descending',
      align: 'end',
      cell: ({ packages }) => packages,
    },
    {
      id: 'members',
      title: t('members'),
      sorts: 'descending',
      align: 'end',
      cell: ({ members }) => members,
    },
    {
      id: 'made',
      title: t('made'),
      sorts: 'descending',
      className: styles['quiet'],
      cell: ({ createdAt, createdBy }) => (
        <>
          {dates.moment(createdAt)}
          <span className={styles['under']}>{createdBy}</span>
        </>
      ),
    },
  ];
}
