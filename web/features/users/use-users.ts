import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { type UserSort, UsersPage } from '../../contract/users.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';

export const USERS_KEY = ['users'] as const;

export interface UserFilters {
  readonly q: string;
  readonly role: string;
  readonly status: string;
}

/** Accounts, page by page. */
export function useUsers(filters: UserFilters, sort: UserSort) {
  return useInfiniteQuery({
    queryKey: [...USERS_KEY, filters, sort],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.users, { ...filters, sort, cursor: pageParam }),
        answer: UsersPage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}
