'use client';

import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBriefcase, IconPlus, IconSearch, IconUserQuestion } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Column } from '../../components/list-table/column.ts';
import type { Bulk } from '../../components/list-table/picks.tsx';
import { MessageState } from '../../components/message-state.tsx';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { CASE_ROUTES, CaseSort, type CaseSummary } from '../../contract/cases.ts';
import { callRoute } from '../api/call-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDates } from '../format/use-dates.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { ListTools } from '../lists/list-tools.tsx';
import { PagedTable } from '../lists/paged-table.tsx';
import { useBulk, useBulkAct } from '../lists/use-bulk.ts';
import { useSort } from '../lists/use-sort.ts';
import styles from './cases.module.css';
import { SHOWN_OF_CASES } from './shown-of-cases.ts';

const SEARCH_AFTER_MS = 250;

/** All cases that one may open. */
export function CasesView({ mayMake }: { readonly mayMake: boolean }) {
  const t = useTranslations('cases');
  const [q, setQ] = useQueryParam('q');
  const [state, setState] = useQueryParam('state');
  const [isNew, setNew] = useQueryParam('new');
  const { by } = useCaseSort();
  return (
    <>
      <PageHeader title={t('title')} aside={t('lead')}>
        <TextInput
          size="xs"
          className={styles['search'] ?? ''}
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          placeholder={t('search')}
          aria-label={t('search')}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
        <Select
          size="xs"
          className={styles['state'] ?? ''}
          aria-label={t('state')}
          placeholder={t('all')}
          data={(['open', 'closed'] as const).map((value) => ({ value, label: t(value) }))}
          value={state === '' ? null : state}
          onChange={(value) => setState(value ?? '')}
          clearable
        />
        <ListTools list="cases" request={{ q, state, sort: by }} />
        {mayMake ? (
          <Button
            leftSection={<IconPlus size={15} aria-hidden="true" />}
            onClick={() => setNew('1')}
          >
            {t('make')}
          </Button>
        ) : null}
      </PageHeader>
      <CasesList q={q} state={state} mayWork={mayMake} />
      {isNew === '1' && mayMake ? <MakeCaseModal onClose={() => setNew('')} /> : null}
    </>
  );
}

const useCaseSort = () => useSort({ orders: CaseSort, fallback: '-made' });

interface CasesListProps {
  readonly q: string;
  readonly state: string;
  readonly mayWork: boolean;
}

function CasesList({ q, state, mayWork }: CasesListProps) {
  const t = useTranslations('cases');
  const [search] = useDebouncedValue(q.trim(), SEARCH_AFTER_MS);
  const sort = useCaseSort();
  const cases = useRoutePages(
    CASE_ROUTES.listCases,
    { q: search, state, sort: sort.by },
    { placeholderData: keepPreviousData },
  );
  const bulk = useCasesBulk();
  const isSearch = search !== '' || state !== '';
  return (
    <PagedTable
      label={t('title')}
      list={cases}
      columns={useCaseColumns()}
      keyOf={({ id }) => id}
      sort={sort}
      bulk={mayWork ? bulk : undefined}
      byScroll
      empty={
        <MessageState
          icon={<IconBriefcase size={22} />}
          title={t(isSearch ? 'noMatchTitle' : 'noneTitle')}
        >
          <p>{t(isSearch ? 'noMatchText' : 'noneText')}</p>
        </MessageState>
      }
    />
  );
}

/** Several cases are closed, or opened again. */
function useCasesBulk(): Bulk<CaseSummary> {
  const t = useTranslations('cases');
  const act = useBulkAct(SHOWN_OF_CASES);
  const set = (cases: readonly CaseSummary[], way: 'close' | 'reopen'): void => {
    const { closeCase, reopenCase } = CASE_ROUTES;
    const [run, undo] = way === 'close' ? [closeCase, reopenCase] : [reopenCase, closeCase];
    void act({
      steps: cases.map(({ id }) => ({
        count: 1,
        run: () => callRoute(run, { case: id }, { keepalive: true }),
        undo: () => callRoute(undo, { case: id }),
      })),
      done: (count) => t(`didMany.${way}`, { count }),
    });
  };
  return useBulk(
    ({ title }) => title,
    (chosen, clear) => {
      const of = {
        close: chosen.filter(({ closedAt }) => closedAt === null),
        reopen: chosen.filter(({ closedAt }) => closedAt !== null),
      };
      return (['close', 'reopen'] as const).map((way) => (
        <Button
          key={way}
          variant="default"
          disabled={of[way].length === 0}
          onClick={() => {
            set(of[way], way);
            clear();
          }}
        >
          {t(`bulk.${way}`)}
        </Button>
      ));
    },
  );
}

/** What the list of cases shows of each. */
function useCaseColumns(): Column<CaseSummary>[] {
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

/** Makes a case and opens it. */
function MakeCaseModal({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations();
  const router = useRouter();
  const make = useRouteMutation(CASE_ROUTES.makeCase, { refreshes: SHOWN_OF_CASES });
  const [title, setTitle] = useState('');
  const [description, setDescription] = useState('');
  const submit = (): void =>
    make.mutate({ title, description }, { onSuccess: ({ id }) => router.push(`/cases/${id}`) });
  return (
    <OpenDialog onClose={onClose} title={t('cases.makeTitle')} size={460}>
      <DialogForm
        error={make.error}
        confirm={t('cases.makeSubmit')}
        isReady={title.trim() !== ''}
        isPending={make.isPending}
        onSubmit={submit}
        onCancel={onClose}
      >
        <TextInput
          label={t('cases.name')}
          placeholder={t('cases.namePlaceholder')}
          maxLength={120}
          required
          data-autofocus
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Textarea
          label={t('cases.description')}
          maxLength={2000}
          autosize
          minRows={3}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
      </DialogForm>
    </OpenDialog>
  );
}
