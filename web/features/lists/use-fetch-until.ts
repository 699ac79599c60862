import { useEffect } from 'react';
import type { PagedList } from './more-pages.tsx';

/** Reads on until a row that the address names is here, or there are no more pages. */
export function useFetchUntil(list: PagedList, isHere: boolean): void {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  const mayFetch = !isHere && hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (mayFetch) fetchNextPage();
  }, [mayFetch, fetchNextPage]);
}
