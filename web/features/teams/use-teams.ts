import { useQuery } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { Teams } from '../../contract/teams.ts';
import { portalRequest } from '../api/portal-request.ts';

export const TEAMS_KEY = ['teams'] as const;

export function useTeams() {
  return useQuery({
    queryKey: TEAMS_KEY,
    queryFn: ({ signal }) => portalRequest({ path: PORTAL_ROUTES.teams, answer: Teams, signal }),
  });
}
