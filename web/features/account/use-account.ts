import { useQuery } from '@tanstack/react-query';
import { Account } from '../../contract/account.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

export const ACCOUNT_KEY = ['account'] as const;

export function useAccount() {
  return useQuery({
    queryKey: ACCOUNT_KEY,
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.account, answer: Account, signal }),
  });
}
