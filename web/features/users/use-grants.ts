import { useQuery } from '@tanstack/react-query';
import type { UserId } from '@workcompanion/core/ids';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { Grants } from '../../contract/users.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';

export const GRANTS_KEY = ['grants'] as const;

export function useGrants(user: UserId) {
  return useQuery({
    queryKey: [...GRANTS_KEY, user],
    queryFn: ({ signal }) =>
      portalRequest({ path: listPath(PORTAL_ROUTES.grants, { user }), answer: Grants, signal }),
  });
}
