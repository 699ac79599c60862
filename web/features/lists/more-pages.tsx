import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type RefObject, useEffect, useRef } from 'react';
import { scrollParent } from '../../components/list-table/row-window.tsx';
import styles from './more-pages.module.css';

/** About a screen before the end, so that the next page is there when it is reached. */
const AHEAD = '800px';

export interface PagedList {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly fetchNextPage: () => unknown;
}

interface MorePagesProps {
  readonly list: PagedList;
  /** The list ends the page: who scrolls there gets the next rows without asking. */
  readonly byScroll?: boolean;
}

/** The next page of a list, if there is one. */
export function MorePages({ list, byScroll = false }: MorePagesProps) {
  const t = useTranslations('common');
  const button = useRef<HTMLButtonElement>(null);
  useFetchInSight(button, list, byScroll);
  if (!list.hasNextPage) return null;
  return (
    <Button
      ref={button}
      className={styles['more'] ?? ''}
      variant="default"
      loading={list.isFetchingNextPage}
      onClick={() => void list.fetchNextPage()}
    >
      {t('loadMore')}
    </Button>
  );
}

/** What has failed is not tried again by itself: the button does. */
function useFetchInSight(
  button: RefObject<HTMLButtonElement | null>,
  { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage }: PagedList,
  byScroll: boolean,
): void {
  const mayFetch = byScroll && hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    const { current } = button;
    if (!current || !mayFetch) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && fetchNextPage(),
      { root: scrollParent(current), rootMargin: `0px 0px ${AHEAD}` },
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [button, mayFetch, fetchNextPage]);
}
