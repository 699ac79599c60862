import { useQueryClient } from '@tanstack/react-query';
import { RELEASE_ROUTES } from '../../contract/releases.ts';
import { routeKey } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useTellOutcome } from '../errors/use-tell-outcome.ts';

const ROUTES = {
  pause: RELEASE_ROUTES.pauseRelease,
  resume: RELEASE_ROUTES.resumeRelease,
  withdraw: RELEASE_ROUTES.withdrawRelease,
  retry: RELEASE_ROUTES.retryUpdate,
} as const;

/** `done` says that it is done: the button may be gone by then. */
export function useReleaseAction<A extends keyof typeof ROUTES>(action: A, done: string) {
  const client = useQueryClient();
  const { onDone, onError } = useTellOutcome(done);
  return useRouteMutation(ROUTES[action], {
    onSuccess: onDone,
    onError,
    onSettled: () => {
      for (const route of [RELEASE_ROUTES.listReleases, RELEASE_ROUTES.listFailedUpdates])
        void client.invalidateQueries({ queryKey: routeKey(route) });
    },
  });
}
