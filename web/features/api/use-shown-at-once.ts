import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query';
import type { RouteDefinition } from '../../contract/define-routes.ts';
import { routeKey } from './use-route.ts';

type Before = readonly (readonly [QueryKey, unknown])[];

/**
 * For a mutation whose outcome is shown before the server has answered: `show` writes it into the answers of
 * these routes, which are put back if the server refuses. They are asked anew once nothing of the kind is on
 * its way any more: an answer from between two would show the second as not done.
 */
export function useShownAtOnce<Body>(
  routes: readonly RouteDefinition[],
  show: (client: QueryClient, body: Body) => void,
) {
  const client = useQueryClient();
  const keys = routes.map((route) => routeKey(route));
  const mutationKey = ['shown-at-once', ...keys];
  return {
    mutationKey,
    onMutate: async (body: Body): Promise<Before> => {
      await Promise.all(keys.map((queryKey) => client.cancelQueries({ queryKey })));
      const before = keys.flatMap((queryKey) => client.getQueriesData({ queryKey }));
      show(client, body);
      return before;
    },
    onError: (_error: Error, _body: Body, before: Before | undefined): void => {
      for (const [key, data] of before ?? []) client.setQueryData(key, data);
    },
    onSettled: (): void => {
      if (client.isMutating({ mutationKey }) > 1) return;
      for (const queryKey of keys) void client.invalidateQueries({ queryKey });
    },
  };
}
