import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import type { OneTeam, RenameTeam, SetManagers } from '../../contract/teams.ts';
import { portalRequest } from '../api/portal-request.ts';
import { PERSON_NAMES_KEY } from './use-team-members.ts';
import { TEAMS_KEY } from './use-teams.ts';

const PATHS = {
  rename: PORTAL_ROUTES.renameTeam,
  delete: PORTAL_ROUTES.deleteTeam,
  managers: PORTAL_ROUTES.teamManagers,
} as const;

type TeamChange =
  | { readonly change: 'rename'; readonly body: RenameTeam }
  | { readonly change: 'delete'; readonly body: OneTeam }
  | { readonly change: 'managers'; readonly body: SetManagers };

/** What is changed about a team that there is. */
export function useTeamChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ change, body }: TeamChange) =>
      portalRequest<void>({ path: PATHS[change], answer: null, body }, 'POST'),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: TEAMS_KEY });
      void client.invalidateQueries({ queryKey: PERSON_NAMES_KEY });
    },
  });
}
