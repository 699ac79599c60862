import type { TeamId } from '@workcompanion/core/ids';
import { PEOPLE_ROUTES } from '../../contract/people.ts';
import { TEAM_ROUTES } from '../../contract/teams.ts';
import { routeKey, useRoute } from '../api/use-route.ts';
import { pagesKey, useRoutePages } from '../api/use-route-pages.ts';

export const TEAMS_KEY = routeKey(TEAM_ROUTES.listTeams);

export const useTeams = () => useRoute(TEAM_ROUTES.listTeams, undefined);

export function membersKey(team: TeamId) {
  return pagesKey(PEOPLE_ROUTES.listPersonNames, { team });
}

/** The people of a team by name, page by page. */
export function useTeamMembers(team: TeamId) {
  return useRoutePages(PEOPLE_ROUTES.listPersonNames, { team });
}
