import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ControlAnswer, DONE } from '../../contract/control.ts';
import { PEOPLE_ROUTES } from '../../contract/people.ts';
import {
  type OneTeam,
  type RenameTeam,
  type SetManagers,
  TEAM_ROUTES,
} from '../../contract/teams.ts';
import { callRoute } from '../api/call-route.ts';
import { routeKey } from '../api/use-route.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';

type TeamChange =
  | { readonly change: 'rename'; readonly body: RenameTeam }
  | { readonly change: 'delete'; readonly body: OneTeam }
  | { readonly change: 'managers'; readonly body: SetManagers };

/** What is changed about a team that there is. */
export function useTeamChange() {
  const client = useQueryClient();
  const tellAsked = useTellAsked();
  return useMutation({
    mutationFn: send,
    onSuccess: (answer) => {
      tellAsked(answer);
      for (const route of [TEAM_ROUTES.listTeams, PEOPLE_ROUTES.listPersonNames])
        void client.invalidateQueries({ queryKey: routeKey(route) });
    },
  });
}

async function send({ change, body }: TeamChange): Promise<ControlAnswer<null>> {
  if (change === 'managers') return callRoute(TEAM_ROUTES.setManagers, body);
  if (change === 'rename') await callRoute(TEAM_ROUTES.renameTeam, body);
  else await callRoute(TEAM_ROUTES.deleteTeam, body);
  return DONE;
}
