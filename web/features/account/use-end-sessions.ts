import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OneSession } from '../../contract/account.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { ACCOUNT_KEY } from './use-account.ts';

/** One of one's own sessions, or all but this. */
export function useEndSessions() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ACCOUNT_KEY });
  const one = useMutation({
    mutationFn: (body: OneSession) =>
      portalRequest<void>({ path: PORTAL_ROUTES.endOwnSession, answer: null, body }, 'POST'),
    onSettled,
  });
  const others = useMutation({
    mutationFn: () =>
      portalRequest<void>({ path: PORTAL_ROUTES.endOtherSessions, answer: null }, 'POST'),
    onSettled,
  });
  return { one, others };
}
