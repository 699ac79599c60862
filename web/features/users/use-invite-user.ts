import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { type InviteUser, LinkAnswer } from '../../contract/users.ts';
import { portalRequest } from '../api/portal-request.ts';
import { TEAMS_KEY } from '../teams/use-teams.ts';
import { USERS_KEY } from './use-users.ts';

/** The answer holds the link itself, this once, where nobody has to agree. It is kept in no cache. */
export function useInviteUser() {
  const client = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: (body: InviteUser) =>
      portalRequest({ path: PORTAL_ROUTES.inviteUser, answer: LinkAnswer, body }, 'POST'),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: USERS_KEY });
      void client.invalidateQueries({ queryKey: TEAMS_KEY });
    },
  });
}
