import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { UserId } from '@workcompanion/core/ids';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { LinkAnswer } from '../../contract/users.ts';
import { portalRequest } from '../api/portal-request.ts';
import { USERS_KEY } from './use-users.ts';

/** A new invitation, or a link to choose another password. It is kept in no cache. */
export function useAccountLink() {
  const client = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: (user: UserId) =>
      portalRequest(
        { path: PORTAL_ROUTES.accountLink, answer: LinkAnswer, body: { user } },
        'POST',
      ),
    onSuccess: () => void client.invalidateQueries({ queryKey: USERS_KEY }),
  });
}
