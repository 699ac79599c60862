import { type QueryKey, type UseQueryOptions, useQuery } from '@tanstack/react-query';
import type { RouteAnswer, RouteDefinition, RouteRequest } from '../../contract/define-routes.ts';
import { callRoute } from './call-route.ts';

/** Where the answers of a route are kept: all of them, or those to one request. */
export function routeKey<R extends RouteDefinition>(
  { id }: R,
  request?: RouteRequest<R>,
): QueryKey {
  return request === undefined ? [id] : [id, request];
}

type RouteOptions<Answer, Shown> = Omit<
  UseQueryOptions<Answer, Error, Shown>,
  'queryKey' | 'queryFn'
>;

/** What a route answers; asked anew when the request changes. */
export function useRoute<R extends RouteDefinition, Shown = RouteAnswer<R>>(
  route: R,
  request: RouteRequest<R>,
  options: RouteOptions<RouteAnswer<R>, Shown> = {},
) {
  return useQuery({
    ...options,
    queryKey: routeKey(route, request),
    queryFn: ({ signal }) => callRoute(route, request, { signal }),
  });
}
