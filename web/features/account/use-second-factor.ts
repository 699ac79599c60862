import { useQueryClient } from '@tanstack/react-query';
import { ACCOUNT_ROUTES } from '../../contract/account.ts';
import { routeKey } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';

/** The three steps of a second factor. Secrets in the answers are kept in no cache. */
export function useSecondFactor() {
  const client = useQueryClient();
  const onSuccess = () =>
    client.invalidateQueries({ queryKey: routeKey(ACCOUNT_ROUTES.readAccount) });
  const begin = useRouteMutation(ACCOUNT_ROUTES.beginSecondFactor, { gcTime: 0 });
  const confirm = useRouteMutation(ACCOUNT_ROUTES.confirmSecondFactor, { gcTime: 0, onSuccess });
  const remove = useRouteMutation(ACCOUNT_ROUTES.removeOwnSecondFactor, { onSuccess });
  return { begin, confirm, remove };
}
