import { useQueryClient } from '@tanstack/react-query';
import type { RouteDefinition, RouteRequest } from '../../contract/define-routes.ts';
import { routeKey } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useTellOutcome } from '../errors/use-tell-outcome.ts';
import { useTellUndo } from '../undo/use-tell-undo.tsx';
import { SHOWN_OF_CASES } from './shown-of-cases.ts';

/**
 * What is done to a case, a package or a share and needs no answer. With the words for that it is done, a
 * toast says either end; with `onUndo` it offers to take it back.
 */
export function useCaseAction<R extends RouteDefinition>(
  route: R,
  done: string | null = null,
  onUndo?: (request: RouteRequest<R>) => void,
) {
  const { onDone, onError } = useTellOutcome(done);
  const tellUndo = useTellUndo();
  const refresh = useRefreshCases();
  return useRouteMutation(route, {
    onSuccess: (_answer, request) => {
      if (onUndo === undefined || done === null) onDone();
      else tellUndo({ message: done, onUndo: () => onUndo(request) });
      return refresh();
    },
    onError,
  });
}

/** Asks anew for what is shown of cases; done once that is here. */
function useRefreshCases(): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all(
      SHOWN_OF_CASES.map((route) => client.invalidateQueries({ queryKey: routeKey(route) })),
    );
}
