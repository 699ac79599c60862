import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { type CreateTeam, TeamCreated } from '../../contract/teams.ts';
import { portalRequest } from '../api/portal-request.ts';
import { TEAMS_KEY } from './use-teams.ts';

export function useCreateTeam() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateTeam) =>
      portalRequest({ path: PORTAL_ROUTES.teams, answer: TeamCreated, body }, 'POST'),
    onSuccess: () => void client.invalidateQueries({ queryKey: TEAMS_KEY }),
  });
}
