import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  type ConfirmSecondFactor,
  type ProveOwner,
  RecoveryCodes,
  SecondFactorBegun,
} from '../../contract/account.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { ACCOUNT_KEY } from './use-account.ts';

/** The three steps of a second factor. Secrets in the answers are kept in no cache. */
export function useSecondFactor() {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: ACCOUNT_KEY });
  const begin = useMutation({
    gcTime: 0,
    mutationFn: (body: ProveOwner) =>
      portalRequest(
        { path: PORTAL_ROUTES.beginSecondFactor, answer: SecondFactorBegun, body },
        'POST',
      ),
  });
  const confirm = useMutation({
    gcTime: 0,
    mutationFn: (body: ConfirmSecondFactor) =>
      portalRequest(
        { path: PORTAL_ROUTES.confirmSecondFactor, answer: RecoveryCodes, body },
        'POST',
      ),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (body: ProveOwner) =>
      portalRequest<void>(
        { path: PORTAL_ROUTES.removeOwnSecondFactor, answer: null, body },
        'POST',
      ),
    onSuccess,
  });
  return { begin, confirm, remove };
}
