import type { RouteDefinition, RouteRequest } from '../../contract/define-routes.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useTellOutcome } from '../errors/use-tell-outcome.ts';
import { useTellUndo } from '../undo/use-tell-undo.tsx';
import { useRefreshCases } from './use-refresh-cases.ts';

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
