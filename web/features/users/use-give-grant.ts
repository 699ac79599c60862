import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { type GiveGrant, GrantAnswer } from '../../contract/users.ts';
import { portalRequest } from '../api/portal-request.ts';
import { GRANTS_KEY } from './use-grants.ts';
import { USERS_KEY } from './use-users.ts';

export function useGiveGrant() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: GiveGrant) =>
      portalRequest({ path: PORTAL_ROUTES.grants, answer: GrantAnswer, body }, 'POST'),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: GRANTS_KEY });
      void client.invalidateQueries({ queryKey: USERS_KEY });
    },
  });
}
