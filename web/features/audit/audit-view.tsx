'use client';

import { Button, Menu } from '@mantine/core';
import { IconDownload, IconListSearch, IconPrinter, IconShieldCheck } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTimeZone, useTranslations } from 'next-intl';
import { MessageState } from '../../components/message-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { AUDIT_ROUTES, AuditSort } from '../../contract/audit.ts';
import type { Right } from '../../contract/session.ts';
import { routePath } from '../api/call-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import { useNow } from '../format/use-now.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import { useSort } from '../lists/use-sort.ts';
import { type AuditFilterValues, auditQuery, useAuditFilters } from './audit-filter-values.ts';
import { AuditFiltersBar } from './audit-filters-bar.tsx';
import { AuditTable } from './audit-table.tsx';
import { AuditVerdictNote } from './audit-verdict-note.tsx';
import styles from './audit-view.module.css';
import { useAuditWords } from './use-audit-words.ts';

/** Everything that was watched and changed. */
export function AuditView({ rights }: { readonly rights: readonly Right[] }) {
  const t = useTranslations();
  const words = useErrorWords();
  const auditWords = useAuditWords();
  const { filters, set } = useAuditFilters();
  const sort = useSort({ orders: AuditSort, fallback: '-time' });
  const audit = useRoutePages(
    AUDIT_ROUTES.listAudit,
    { ...auditQuery(filters), sort: sort.by },
    { placeholderData: keepPreviousData },
  );
  // That the chain was verified is an entry itself.
  const verify = useRouteMutation(AUDIT_ROUTES.verifyAudit, {
    refreshes: [AUDIT_ROUTES.listAudit],
  });
  const all = rowsOfPages(audit.data?.pages, ({ seq }) => seq);
  const named = all.find(
    ({ entityType, entityId }) =>
      entityType === filters.entityType && entityId === filters.entityId,
  );
  const entityName = auditWords.object(filters, named?.entityName ?? null).name;
  const actor = all.find(({ user }) => user?.id === filters.user)?.user?.name ?? null;
  const actorName = auditWords.object({ entityType: 'user', entityId: filters.user }, actor).name;
  return (
    <>
      <PageHeader title={t('audit.title')} aside={t('audit.lead')}>
        <AuditTools
          filters={filters}
          isVerifying={verify.isPending}
          onVerify={() => verify.mutate()}
        />
      </PageHeader>
      <AuditFiltersBar filters={filters} entityName={entityName} onChange={set} />
      <PrintNote filters={filters} actorName={actorName} entityName={entityName} />
      {verify.data === undefined ? null : <AuditVerdictNote verdict={verify.data} />}
      {verify.error === null ? null : (
        <div className={styles['verdict']}>
          <FormAlert tone="bad">{words(verify.error)}</FormAlert>
        </div>
      )}
      {audit.isPending ? <TableSkeleton columns={5} label={t('common.loading')} /> : null}
      {audit.isError && all.length === 0 ? (
        <ErrorState error={audit.error} onRetry={() => void audit.refetch()} />
      ) : null}
      {audit.isSuccess && all.length === 0 ? (
        <MessageState icon={<IconListSearch size={22} />} title={t('audit.noneTitle')}>
          <p>{t('audit.noneText')}</p>
        </MessageState>
      ) : null}
      {all.length > 0 ? (
        <AuditTable
          entries={all}
          sort={sort}
          hasMore={audit.hasNextPage}
          onFilter={set}
          rights={rights}
        />
      ) : null}
      <MorePages list={audit} byScroll />
    </>
  );
}

const MINUTE_MS = 60_000;

interface PrintNoteProps {
  readonly filters: AuditFilterValues;
  readonly actorName: string;
  readonly entityName: string;
}

/** On paper only: what was filtered, and when it was printed. */
function PrintNote({ filters, actorName, entityName }: PrintNoteProps) {
  const t = useTranslations('audit');
  const words = useAuditWords();
  const dates = useDates();
  const zone = useTimeZone() ?? '';
  const now = useNow(MINUTE_MS);
  const said = [
    filters.user === '' ? t('anyActor') : `${t('actor')}: ${actorName}`,
    filters.action === '' ? t('anyAction') : words.action(filters.action),
    ...(filters.entityType === '' ? [] : [`${t('object')}: ${entityName}`]),
    ...(filters.from === '' ? [] : [`${t('from')} ${filters.from}`]),
    ...(filters.to === '' ? [] : [`${t('to')} ${filters.to}`]),
  ];
  const date = now === null ? '' : dates.moment(now);
  return (
    <p className={styles['printed']}>
      {t('printed', { filters: said.join(t('comma')), date, zone })}
    </p>
  );
}

interface AuditToolsProps {
  readonly filters: AuditFilterValues;
  readonly isVerifying: boolean;
  readonly onVerify: () => void;
}

/** What can be done with the log as it is filtered. */
function AuditTools({ filters, isVerifying, onVerify }: AuditToolsProps) {
  const t = useTranslations('audit');
  const exportPath = (format: 'csv' | 'jsonl'): string =>
    routePath(AUDIT_ROUTES.exportAudit, { ...auditQuery(filters), format });
  return (
    <>
      <Button
        variant="default"
        loading={isVerifying}
        onClick={onVerify}
        leftSection={<IconShieldCheck size={15} aria-hidden="true" />}
      >
        {t('verify')}
      </Button>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={15} aria-hidden="true" />}>
            {t('export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={exportPath('csv')} download>
            {t('exportCsv')}
          </Menu.Item>
          <Menu.Item component="a" href={exportPath('jsonl')} download>
            {t('exportJsonl')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="default"
        onClick={() => window.print()}
        leftSection={<IconPrinter size={15} aria-hidden="true" />}
      >
        {t('print')}
      </Button>
    </>
  );
}
