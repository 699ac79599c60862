import { useQuery } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { UsersPage } from '../../contract/users.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';

/** A company has tens of them. */
const LIMIT = '200';

/** Accounts that can manage a team. */
export function useManagers() {
  return useQuery({
    queryKey: ['users', 'managers'],
    queryFn: ({ signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.users, { role: 'manager', limit: LIMIT }),
        answer: UsersPage,
        signal,
      }),
  });
}
