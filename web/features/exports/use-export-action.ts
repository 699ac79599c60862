import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DecideExport, OneExport } from '../../contract/exports.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import type { RevokeShare } from '../../contract/shares.ts';
import { portalRequest } from '../api/portal-request.ts';
import { CASES_KEY } from '../cases/use-cases.ts';
import { useTellOutcome } from '../errors/use-tell-outcome.ts';

const PATHS = {
  decide: PORTAL_ROUTES.decideExport,
  cancel: PORTAL_ROUTES.cancelExport,
  retry: PORTAL_ROUTES.retryExport,
  revoke: PORTAL_ROUTES.revokeShare,
} as const;

interface Bodies {
  readonly decide: DecideExport;
  readonly cancel: OneExport;
  readonly retry: OneExport;
  readonly revoke: RevokeShare;
}

/** What is done to a package or its shares and needs no answer. With the words for that it is done, a toast says either end. */
export function useExportAction<A extends keyof Bodies>(action: A, done: string | null = null) {
  const client = useQueryClient();
  const { onDone, onError } = useTellOutcome(done);
  return useMutation({
    mutationFn: (body: Bodies[A]) =>
      portalRequest<void>({ path: PATHS[action], answer: null, body }, 'POST'),
    onSuccess: () => {
      onDone();
      return client.invalidateQueries({ queryKey: CASES_KEY });
    },
    onError,
  });
}
