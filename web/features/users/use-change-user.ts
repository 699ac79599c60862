import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Acted } from '../../contract/control.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import type { ChangeUser } from '../../contract/users.ts';
import { portalRequest } from '../api/portal-request.ts';
import { TEAMS_KEY } from '../teams/use-teams.ts';
import { USERS_KEY } from './use-users.ts';

export function useChangeUser() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ChangeUser) =>
      portalRequest({ path: PORTAL_ROUTES.changeUser, answer: Acted, body }, 'POST'),
    // Waited for: the form falls back to what the list says.
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: USERS_KEY });
      await client.invalidateQueries({ queryKey: TEAMS_KEY });
    },
  });
}
