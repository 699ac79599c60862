import { keepPreviousData } from '@tanstack/react-query';
import { USER_ROUTES, type UserSort } from '../../contract/users.ts';
import { useRoutePages } from '../api/use-route-pages.ts';

export interface UserFilters {
  readonly q: string;
  readonly role: string;
  readonly status: string;
}

/** Accounts, page by page. */
export function useUsers(filters: UserFilters, sort: UserSort) {
  return useRoutePages(
    USER_ROUTES.listUsers,
    { ...filters, sort },
    { placeholderData: keepPreviousData },
  );
}
