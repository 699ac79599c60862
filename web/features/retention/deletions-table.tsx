import { Button } from '@mantine/core';
import { IconDownload, IconTrashOff } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { MessageState } from '../../components/message-state.tsx';
import { DELETION_ROUTES, DeletionSort, type DeletionSummary } from '../../contract/deletions.ts';
import { routePath } from '../api/call-route.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDates } from '../format/use-dates.ts';
import { PagedTable } from '../lists/paged-table.tsx';
import { refreshAfter } from '../lists/refresh-after.ts';
import { useSort } from '../lists/use-sort.ts';
import styles from './retention.module.css';
import { useRuleWords } from './use-rule-words.ts';

/** Deletions come and go on by themselves. */
const FOLLOW_MS = 20_000;

interface CertificateProblemProps {
  readonly device: DeletionSummary['device'];
  readonly mayAudit: boolean;
}

/** What was deleted, by whatever. */
export function DeletionsTable({ mayAudit }: { readonly mayAudit: boolean }) {
  const t = useTranslations('retention');
  const sort = useSort({ orders: DeletionSort, fallback: '-keysDestroyed' });
  const deletions = useRoutePages(
    DELETION_ROUTES.listDeletions,
    { sort: sort.by },
    { placeholderData: keepPreviousData, refetchInterval: refreshAfter(FOLLOW_MS) },
  );
  return (
    <PagedTable
      label={t('deleted')}
      list={deletions}
      columns={useColumns(mayAudit)}
      keyOf={({ id }) => id}
      sort={sort}
      byScroll
      empty={
        <MessageState icon={<IconTrashOff size={22} />} title={t('noDeletions')}>
          <p>{t('noDeletionsText')}</p>
        </MessageState>
      }
    />
  );
}

function useColumns(mayAudit: boolean): Column<DeletionSummary>[] {
  const t = useTranslations('retention');
  const format = useFormatter();
  const locale = useLocale();
  const dates = useDates();
  return [
    {
      id: 'person',
      title: t('person'),
      sorts: 'ascending',
      className: styles['strong'],
      cell: ({ person, device }) => (
        <>
          {person.name}
          <span className={styles['under']}>{device.hostname}</span>
        </>
      ),
    },
    {
      id: 'stretch',
      title: t('stretch'),
      sorts: 'descending',
      className: styles['quiet'],
      cell: ({ from, to }) => dates.days(from, to),
    },
    {
      id: 'cause',
      title: t('cause'),
      className: ({ rule }) => styles[rule === null ? 'reason' : 'quiet'],
      cell: (deletion) => <DeletionCause deletion={deletion} />,
    },
    {
      id: 'amount',
      title: t('amount'),
      sorts: 'descending',
      align: 'end',
      cell: ({ bytes, segments }) => (
        <>
          {formatBytes(bytes, locale)}
          <span className={styles['under']}>
            {t('segments', { count: format.number(segments) })}
          </span>
        </>
      ),
    },
    {
      id: 'keysDestroyed',
      title: t('keysDestroyed'),
      sorts: 'descending',
      className: styles['quiet'],
      cell: ({ startedAt, keys }) => (
        <>
          {dates.moment(startedAt)}
          <span className={styles['under']}>{t('keys', { count: keys })}</span>
        </>
      ),
    },
    {
      id: 'status',
      title: t('status'),
      className: ({ isCertificateBroken }) => (isCertificateBroken ? styles['reason'] : undefined),
      cell: (deletion) => (
        <>
          <StateBadge state={STATES.deletion[stateOf(deletion)]} />
          {deletion.isCertificateBroken ? (
            <CertificateProblem device={deletion.device} mayAudit={mayAudit} />
          ) : null}
        </>
      ),
    },
    {
      id: 'certificate',
      title: t('certificate'),
      head: '',
      align: 'end',
      cell: ({ id, finishedAt }) => (finishedAt === null ? null : <CertificateLink id={id} />),
    },
  ];
}

function CertificateLink({ id }: Pick<DeletionSummary, 'id'>) {
  const t = useTranslations('retention');
  return (
    <Button
      component="a"
      href={routePath(DELETION_ROUTES.readCertificate, { id })}
      download
      variant="subtle"
      size="compact-sm"
      leftSection={<IconDownload size={14} aria-hidden="true" />}
    >
      {t('certificate')}
    </Button>
  );
}

function stateOf({
  isCertificateBroken,
  finishedAt,
  problem,
}: DeletionSummary): keyof typeof STATES.deletion {
  if (isCertificateBroken) return 'certificateBroken';
  if (finishedAt !== null) return 'certified';
  return problem === null ? 'underWay' : 'stuck';
}

/** Why a certificate that can't be read is an alarm, and where to look. */
function CertificateProblem({ device, mayAudit }: CertificateProblemProps) {
  const t = useTranslations('retention');
  const entries = new URLSearchParams({
    action: 'footage.deleted',
    subject: `device:${device.id}`,
  });
  return (
    <span className={styles['under']}>
      {t('certificateBrokenText')}{' '}
      {mayAudit ? (
        <PortalLink href={`/audit?${entries}`}>{t('certificateBrokenLink')}</PortalLink>
      ) : null}
    </span>
  );
}

/** The rule that a deletion went by, or who asked for it and why. */
function DeletionCause({ deletion }: { readonly deletion: DeletionSummary }) {
  const t = useTranslations('retention');
  const { whom, kept } = useRuleWords();
  const { rule, request } = deletion;
  if (rule !== null) {
    return (
      <>
        {kept(rule.days)}
        <span className={styles['under']}>{whom(rule)}</span>
      </>
    );
  }
  if (request === null) return null;
  const { reason, requestedBy, approvedBy } = request;
  return (
    <>
      {reason}
      <span className={styles['under']}>
        {t('requestedAndApproved', { requestedBy, approvedBy })}
      </span>
    </>
  );
}
