import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';
import { CASES_KEY } from './use-cases.ts';

interface Page {
  readonly next: string | null;
}

interface CasePages<P> {
  readonly id: string;
  /** Names the list in the cache. */
  readonly list: string;
  readonly path: string;
  readonly answer: z.ZodType<P>;
  /** Where it is not always in the same order. */
  readonly sort?: string;
  /** How often it is asked for anew, by what is there. */
  readonly refetchMs?: (pages: readonly P[]) => number | false;
}

/** A list of one case (notes, holds, packages, activity), page by page. */
export function useCasePages<P extends Page>(wish: CasePages<P>) {
  const { id, list, path, answer, sort = '', refetchMs } = wish;
  return useInfiniteQuery({
    queryKey: [...CASES_KEY, id, list, sort],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({ path: listPath(path, { sort, cursor: pageParam }), answer, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: P) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => refetchMs?.(state.data?.pages ?? []) ?? false,
  });
}
