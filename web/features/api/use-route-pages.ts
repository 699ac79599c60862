import {
  type InfiniteData,
  type QueryKey,
  type UseInfiniteQueryOptions,
  useInfiniteQuery,
} from '@tanstack/react-query';
import { z } from 'zod';
import type { RouteAnswer, RouteDefinition, RouteRequest } from '../../contract/define-routes.ts';
import { callRoute } from './call-route.ts';
import { routeKey } from './use-route.ts';

const Cursor = z.union([z.string(), z.number()]).nullable();
type Cursor = z.infer<typeof Cursor>;
/** Of a list's beginning. */
export const FIRST_CURSOR: Cursor = null;
const Page = z.object({ next: Cursor });

/** A route whose query takes a cursor, and whose answer says the next one. */
export interface PagedRoute extends RouteDefinition {
  readonly query: z.ZodObject<{ readonly cursor: z.ZodType }>;
  readonly answer: z.ZodType<{ readonly next: Cursor }>;
}

/** Where the pages are kept: beside a single answer to the same request, which is another thing. */
export function pagesKey<R extends PagedRoute>(
  route: R,
  request: Omit<RouteRequest<R>, 'cursor'>,
): QueryKey {
  return [...routeKey(route), 'pages', request];
}

/** A list page by page. */
export function useRoutePages<R extends PagedRoute>(
  route: R,
  request: Omit<RouteRequest<R>, 'cursor'>,
  options: Omit<
    UseInfiniteQueryOptions<RouteAnswer<R>, Error, InfiniteData<RouteAnswer<R>, Cursor>>,
    'queryKey' | 'queryFn' | 'initialPageParam' | 'getNextPageParam'
  > = {},
) {
  return useInfiniteQuery({
    ...options,
    queryKey: pagesKey(route, request),
    queryFn: ({ pageParam, signal }) =>
      callRoute(route, atCursor<R>(request, pageParam), { signal }),
    initialPageParam: FIRST_CURSOR,
    getNextPageParam: (page) => Page.parse(page).next,
  });
}

/** Safe: the cursor is all that `Omit` has taken away. */
function atCursor<R extends PagedRoute>(request: Omit<RouteRequest<R>, 'cursor'>, cursor: unknown) {
  return { ...request, cursor } as unknown as RouteRequest<R>;
}
