import { useQueryClient } from '@tanstack/react-query';
import { routeKey } from '../api/use-route.ts';
import { SHOWN_OF_CASES } from './shown-of-cases.ts';

/** Asks anew for what is shown of cases; done once that is here. */
export function useRefreshCases(): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all(
      SHOWN_OF_CASES.map((route) => client.invalidateQueries({ queryKey: routeKey(route) })),
    );
}
