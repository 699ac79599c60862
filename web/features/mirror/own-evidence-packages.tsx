import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { MIRROR_ROUTES, type OwnEvidencePackage } from '../../contract/mirror.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { useStretchWords } from '../cases/use-stretch-words.ts';
import { useDates } from '../format/use-dates.ts';
import { useList } from '../format/use-list.ts';
import { PagedTable } from '../lists/paged-table.tsx';
import styles from '../views/views.module.css';
import mirror from './mirror.module.css';

interface OwnEvidencePackagesProps {
  readonly timeZone: string;
}

/** What of the own footage was taken out of the server, by whom, why and to whom it went. */
export function OwnEvidencePackages({ timeZone }: OwnEvidencePackagesProps) {
  const t = useTranslations('mirror');
  return (
    <>
      <div className={mirror['page']}>
        <h2>{t('exported')}</h2>
        <p className={mirror['text']}>{t('exportedLead')}</p>
      </div>
      <EvidencePackagesList timeZone={timeZone} />
    </>
  );
}

function EvidencePackagesList({ timeZone }: OwnEvidencePackagesProps) {
  const t = useTranslations('mirror');
  return (
    <PagedTable
      label={t('exported')}
      list={useRoutePages(MIRROR_ROUTES.listOwnEvidencePackages, {})}
      columns={useColumns(timeZone)}
      keyOf={({ id }) => id}
      empty={<p className={mirror['none']}>{t('noPackages')}</p>}
    />
  );
}

function useColumns(timeZone: string): Column<OwnEvidencePackage>[] {
  const t = useTranslations('mirror');
  const reasons = useTranslations('watching.reasons');
  const list = useList();
  const { moment } = useDates(timeZone);
  const { stretch } = useStretchWords();
  return [
    {
      id: 'made',
      title: t('columns.made'),
      className: styles['time'],
      cell: ({ at, expiresAt }) => (
        <>
          {moment(at)}
          {expiresAt === null ? null : (
            <span className={styles['under']}>{t('keptUntil', { date: moment(expiresAt) })}</span>
          )}
        </>
      ),
    },
    {
      id: 'by',
      title: t('columns.by'),
      className: styles['strong'],
      cell: ({ userName }) => userName,
    },
    {
      id: 'what',
      title: t('columns.what'),
      className: styles['time'],
      cell: (made) => (
        <>
          {stretch(made, timeZone)}
          <span className={styles['under']}>{list(made.displays)}</span>
        </>
      ),
    },
    {
      id: 'why',
      title: t('columns.why'),
      className: styles['why'],
      cell: ({ reason }) => reasons(reason),
    },
    {
      id: 'received',
      title: t('columns.received'),
      className: styles['why'],
      cell: ({ receivers }) =>
        receivers.length === 0 ? (
          <span className={styles['quiet']}>{t('nobodyYet')}</span>
        ) : (
          list(receivers)
        ),
    },
  ];
}
