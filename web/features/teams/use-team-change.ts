import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Acted, type ControlAnswer, DONE } from '../../contract/control.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import type { OneTeam, RenameTeam, SetManagers } from '../../contract/teams.ts';
import { portalRequest } from '../api/portal-request.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
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
  const tellAsked = useTellAsked();
  return useMutation({
    mutationFn: async ({ change, body }: TeamChange): Promise<ControlAnswer<null>> => {
      const wish = { path: PATHS[change], body };
      if (change === 'managers') return portalRequest({ ...wish, answer: Acted }, 'POST');
      await portalRequest<void>({ ...wish, answer: null }, 'POST');
      return DONE;
    },
    onSuccess: (answer) => {
      tellAsked(answer);
      void client.invalidateQueries({ queryKey: TEAMS_KEY });
      void client.invalidateQueries({ queryKey: PERSON_NAMES_KEY });
    },
  });
}
