import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OneRelease } from '../../contract/releases.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { useTellOutcome } from '../errors/use-tell-outcome.ts';
import { RELEASES_KEY } from './use-releases.ts';

const PATHS = {
  pause: PORTAL_ROUTES.pauseRelease,
  resume: PORTAL_ROUTES.resumeRelease,
  withdraw: PORTAL_ROUTES.withdrawRelease,
} as const;

/** `done` says that it is done: the button may be gone by then. */
export function useReleaseAction(action: keyof typeof PATHS, done: string) {
  const client = useQueryClient();
  const { onDone, onError } = useTellOutcome(done);
  return useMutation({
    mutationFn: (body: OneRelease) =>
      portalRequest<void>({ path: PATHS[action], body, answer: null }, 'POST'),
    onSuccess: onDone,
    onError,
    onSettled: () => void client.invalidateQueries({ queryKey: RELEASES_KEY }),
  });
}
