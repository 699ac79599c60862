'use client';

import { Button, Skeleton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Coded } from '../../components/coded.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { type FailedUpdate, RELEASE_ROUTES } from '../../contract/releases.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { useCauseWords } from '../causes/use-cause-words.ts';
import { useDuration } from '../format/use-duration.ts';
import { PagedTable } from '../lists/paged-table.tsx';
import styles from './releases.module.css';
import { useReleaseAction } from './use-release-action.ts';

interface FailedUpdatesListProps {
  readonly version: string;
  readonly count: number;
  readonly now: number;
}

/** Opens to the devices where the release did not work. */
export function FailedUpdatesList({ version, count, now }: FailedUpdatesListProps) {
  const t = useTranslations('releases');
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        ml={-8}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t(isOpen ? 'hideFailures' : 'showFailures', { count })}
      </Button>
      {isOpen ? <Failures version={version} now={now} /> : null}
    </div>
  );
}

function Failures({ version, now }: Pick<FailedUpdatesListProps, 'version' | 'now'>) {
  const t = useTranslations('releases');
  return (
    <div className={styles['failures']}>
      <PagedTable
        label={t('failures', { version })}
        list={useRoutePages(RELEASE_ROUTES.listFailedUpdates, { version })}
        columns={useColumns(version, now)}
        keyOf={({ device }) => device}
        skeleton={<Skeleton height={60} />}
        empty={null}
      />
    </div>
  );
}

function useColumns(version: string, now: number): Column<FailedUpdate>[] {
  const t = useTranslations('releases');
  const { ago } = useDuration();
  const cause = useCauseWords('update');
  return [
    { id: 'device', title: t('device'), cell: ({ hostname }) => hostname },
    { id: 'person', title: t('person'), cell: ({ person }) => person },
    { id: 'outcome', title: t('outcome'), cell: ({ state }) => t(`outcomes.${state}`) },
    {
      id: 'cause',
      title: t('cause'),
      cell: ({ code }) => (code === null ? null : <Coded words={cause(code)} code={code} />),
    },
    {
      id: 'since',
      title: t('since'),
      cell: ({ changedAt }) => ago(Math.max(0, now - changedAt)),
    },
    {
      id: 'retry',
      title: t('retry'),
      head: '',
      align: 'end',
      cell: (failure) => <RetryButton version={version} failure={failure} />,
    },
  ];
}

interface RetryButtonProps {
  readonly version: string;
  readonly failure: FailedUpdate;
}

function RetryButton({ version, failure: { device, hostname: name } }: RetryButtonProps) {
  const t = useTranslations('releases');
  const retry = useReleaseAction('retry', t('retried', { name }));
  return (
    <Button
      variant="default"
      size="compact-xs"
      loading={retry.isPending}
      onClick={() => retry.mutate({ version, device })}
      aria-label={t('retryOne', { name })}
    >
      {t('retry')}
    </Button>
  );
}
