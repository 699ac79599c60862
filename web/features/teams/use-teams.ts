import { TEAM_ROUTES } from '../../contract/teams.ts';
import { routeKey, useRoute } from '../api/use-route.ts';

export const TEAMS_KEY = routeKey(TEAM_ROUTES.listTeams);

export const useTeams = () => useRoute(TEAM_ROUTES.listTeams, undefined);
