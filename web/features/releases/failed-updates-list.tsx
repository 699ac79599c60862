'use client';

import { Button, Skeleton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorState } from '../errors/error-state.tsx';
import { FailedUpdateRow } from './failed-update-row.tsx';
import styles from './releases.module.css';
import { useFailedUpdates } from './use-failed-updates.ts';

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
  const t = useTranslations();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useFailedUpdates(version);
  if (data === undefined) {
    return error === null ? (
      <Skeleton height={60} />
    ) : (
      <ErrorState error={error} onRetry={() => void refetch()} />
    );
  }
  return (
    <>
      <div className={styles['failures']}>
        <DataTable label={t('releases.failures', { version })}>
          <thead>
            <tr>
              <th scope="col">{t('releases.device')}</th>
              <th scope="col">{t('releases.person')}</th>
              <th scope="col">{t('releases.outcome')}</th>
              <th scope="col">{t('releases.cause')}</th>
              <th scope="col">{t('releases.since')}</th>
              <th scope="col" aria-label={t('releases.retry')} />
            </tr>
          </thead>
          <tbody>
            {data.pages
              .flatMap((page) => page.items)
              .map((failure) => (
                <FailedUpdateRow
                  key={failure.device}
                  version={version}
                  failure={failure}
                  now={now}
                />
              ))}
          </tbody>
        </DataTable>
      </div>
      {hasNextPage ? (
        <Button
          variant="default"
          size="compact-sm"
          mt={8}
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('common.loadMore')}
        </Button>
      ) : null}
    </>
  );
}
