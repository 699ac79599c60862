import { useInfiniteQuery } from '@tanstack/react-query';
import type { TeamId } from '@workcompanion/core/ids';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { PersonNamesPage } from '../../contract/teams.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';

export const PERSON_NAMES_KEY = ['person-names'] as const;

export function membersKey(team: TeamId) {
  return [...PERSON_NAMES_KEY, 'team', team] as const;
}

/** The people of a team by name, page by page. */
export function useTeamMembers(team: TeamId) {
  return useInfiniteQuery({
    queryKey: membersKey(team),
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.personNames, { team, cursor: pageParam }),
        answer: PersonNamesPage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
