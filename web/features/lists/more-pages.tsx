import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import styles from './more-pages.module.css';

interface MorePagesProps {
  readonly list: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
}

/** The next page of a list, if there is one. */
export function MorePages({ list }: MorePagesProps) {
  const t = useTranslations('common');
  if (!list.hasNextPage) return null;
  return (
    <Button
      className={styles['more'] ?? ''}
      variant="default"
      loading={list.isFetchingNextPage}
      onClick={() => void list.fetchNextPage()}
    >
      {t('loadMore')}
    </Button>
  );
}
