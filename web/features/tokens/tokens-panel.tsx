'use client';

import { Button } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MessageState } from '../../components/message-state.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { ENROLMENT_TOKEN_ROUTES } from '../../contract/enrolment-tokens.ts';
import { useRoute } from '../api/use-route.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { NewTokenModal } from './new-token-modal.tsx';
import styles from './tokens-panel.module.css';
import { TokensTable } from './tokens-table.tsx';

const REFRESH_MS = 5_000;

export function TokensPanel() {
  const t = useTranslations();
  const tokens = useRoute(ENROLMENT_TOKEN_ROUTES.listEnrolmentTokens, undefined, {
    refetchInterval: REFRESH_MS,
  });
  const [isNew, setNew] = useQueryParam('new');
  const create = (
    <Button onClick={() => setNew('1')} leftSection={<IconPlus size={15} aria-hidden="true" />}>
      {t('tokens.create')}
    </Button>
  );
  return (
    <>
      {tokens.isPending ? <TableSkeleton columns={6} label={t('common.loading')} /> : null}
      {tokens.isError && tokens.data === undefined ? (
        <ErrorState error={tokens.error} onRetry={() => void tokens.refetch()} />
      ) : null}
      {tokens.data?.items.length === 0 ? (
        <MessageState icon={<IconKey size={22} />} title={t('tokens.emptyTitle')} actions={create}>
          <p>{t('tokens.emptyText')}</p>
        </MessageState>
      ) : null}
      {tokens.data !== undefined && tokens.data.items.length > 0 ? (
        <>
          <div className={styles['bar']}>
            <p>{t('tokens.emptyText')}</p>
            {create}
          </div>
          <TokensTable tokens={tokens.data.items} />
        </>
      ) : null}
      <NewTokenModal isOpen={isNew === '1'} onClose={() => setNew('')} />
    </>
  );
}
