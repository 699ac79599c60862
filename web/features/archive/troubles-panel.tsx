import { Skeleton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MessageState } from '../../components/message-state.tsx';
import { type TroubleKind, TroubleSort } from '../../contract/archive.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import { useSort } from '../lists/use-sort.ts';
import { RetryAllButton } from './retry-all-button.tsx';
import styles from './troubles-panel.module.css';
import { TroublesTable } from './troubles-table.tsx';
import { useTroubledSegments } from './use-troubled-segments.ts';

export function TroublesPanel({ kind }: { readonly kind: TroubleKind }) {
  const t = useTranslations();
  const sort = useSort({ orders: TroubleSort, fallback: 'recorded' });
  const troubles = useTroubledSegments(kind, sort.by);
  if (troubles.isPending) return <Skeleton height={90} />;
  if (troubles.data === undefined) {
    return <ErrorState error={troubles.error} onRetry={() => void troubles.refetch()} />;
  }
  const items = rowsOfPages(troubles.data.pages, ({ id }) => id);
  if (items.length === 0) return <NoTroubles kind={kind} />;
  return (
    <>
      <div className={styles['bar']}>
        <p>{t(kind === 'failing' ? 'archive.failingHint' : 'archive.quarantineHint')}</p>
        {kind === 'quarantined' ? <RetryAllButton /> : null}
      </div>
      <TroublesTable {...{ kind, sort }} segments={items} hasMore={troubles.hasNextPage} />
      <MorePages list={troubles} byScroll />
    </>
  );
}

function NoTroubles({ kind }: { readonly kind: TroubleKind }) {
  const t = useTranslations('archive');
  const isFailing = kind === 'failing';
  return (
    <MessageState
      icon={<IconCheck size={22} />}
      title={t(isFailing ? 'noFailing' : 'noQuarantine')}
      role="status"
    >
      <p>{t(isFailing ? 'noFailingText' : 'noQuarantineText')}</p>
    </MessageState>
  );
}
