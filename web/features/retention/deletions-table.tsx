import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import type { DeletionSummary } from '../../contract/retention.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDates } from '../format/use-dates.ts';
import { CertificateProblem } from './certificate-problem.tsx';
import { DeletionCause } from './deletion-cause.tsx';
import styles from './retention.module.css';

interface DeletionsTableProps {
  readonly deletions: readonly DeletionSummary[];
  readonly sort: TableSort;
  readonly hasMore: boolean;
  readonly mayAudit: boolean;
}

const COLUMNS = [
  { id: 'person', sorts: 'ascending' },
  { id: 'stretch', sorts: 'descending' },
  { id: 'cause' },
  { id: 'amount', sorts: 'descending', align: 'end' },
  { id: 'keysDestroyed', sorts: 'descending' },
  { id: 'status' },
  { id: 'certificate', head: '' },
] as const satisfies readonly Omit<Column, 'title'>[];

export function DeletionsTable({ deletions, sort, hasMore, mayAudit }: DeletionsTableProps) {
  const t = useTranslations('retention');
  return (
    <ListTable
      label={t('deleted')}
      columns={COLUMNS.map((column) => ({ ...column, title: t(column.id) }))}
      rows={deletions}
      keyOf={({ id }) => id}
      sort={sort}
      hasMore={hasMore}
      cells={(deletion) => <DeletionCells deletion={deletion} mayAudit={mayAudit} />}
    />
  );
}

interface DeletionCellsProps {
  readonly deletion: DeletionSummary;
  readonly mayAudit: boolean;
}

function DeletionCells({ deletion, mayAudit }: DeletionCellsProps) {
  const t = useTranslations('retention');
  const format = useFormatter();
  const locale = useLocale();
  const dates = useDates();
  return (
    <>
      <td className={styles['strong']}>
        {deletion.person.name}
        <span className={styles['under']}>{deletion.device.hostname}</span>
      </td>
      <td className={styles['quiet']}>{dates.days(deletion.from, deletion.to)}</td>
      <td className={styles[deletion.rule === null ? 'reason' : 'quiet']}>
        <DeletionCause deletion={deletion} />
      </td>
      <td data-align="end">
        {formatBytes(deletion.bytes, locale)}
        <span className={styles['under']}>
          {t('segments', { count: format.number(deletion.segments) })}
        </span>
      </td>
      <td className={styles['quiet']}>
        {dates.moment(deletion.startedAt)}
        <span className={styles['under']}>{t('keys', { count: deletion.keys })}</span>
      </td>
      <td className={deletion.isCertificateBroken ? styles['reason'] : undefined}>
        <StateBadge state={STATES.deletion[stateOf(deletion)]} />
        {deletion.isCertificateBroken ? (
          <CertificateProblem device={deletion.device} mayAudit={mayAudit} />
        ) : null}
      </td>
      <td data-align="end">
        {deletion.finishedAt === null ? null : (
          <Button
            component="a"
            href={PORTAL_ROUTES.deletionCertificate(deletion.id)}
            download
            variant="subtle"
            size="compact-sm"
            leftSection={<IconDownload size={14} aria-hidden="true" />}
          >
            {t('certificate')}
          </Button>
        )}
      </td>
    </>
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
