import { type UseMutationOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { RouteAnswer, RouteDefinition, RouteRequest } from '../../contract/define-routes.ts';
import { callRoute } from './call-route.ts';
import { routeKey } from './use-route.ts';

interface MutationOptions<R extends RouteDefinition>
  extends Omit<UseMutationOptions<RouteAnswer<R>, Error, RouteRequest<R>>, 'mutationFn'> {
  /** What is shown from these is asked for anew once it is done. */
  readonly refreshes?: readonly RouteDefinition[];
  /** What is asked for anew also when it failed: somebody else may have done it by then. */
  readonly refreshesAnyway?: readonly RouteDefinition[];
  /** Let it outlive the page. */
  readonly keepalive?: boolean;
}

/** Asks a route to change something. */
export function useRouteMutation<R extends RouteDefinition>(
  route: R,
  {
    refreshes = [],
    refreshesAnyway = [],
    keepalive = false,
    onSuccess,
    onSettled,
    ...options
  }: MutationOptions<R> = {},
) {
  const client = useQueryClient();
  const refresh = (routes: readonly RouteDefinition[]): void => {
    for (const each of routes) void client.invalidateQueries({ queryKey: routeKey(each) });
  };
  return useMutation({
    ...options,
    mutationFn: (request: RouteRequest<R>) => callRoute(route, request, { keepalive }),
    onSuccess: (...told) => {
      refresh(refreshes);
      return onSuccess?.(...told);
    },
    onSettled: (...told) => {
      refresh(refreshesAnyway);
      return onSettled?.(...told);
    },
  });
}
