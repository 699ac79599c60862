import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { GrantId } from '@workcompanion/core/ids';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { GRANTS_KEY } from './use-grants.ts';
import { USERS_KEY } from './use-users.ts';

export function useWithdrawGrant() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (grant: GrantId) =>
      portalRequest<void>(
        { path: PORTAL_ROUTES.withdrawGrant, answer: null, body: { grant } },
        'POST',
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: GRANTS_KEY });
      void client.invalidateQueries({ queryKey: USERS_KEY });
    },
  });
}
