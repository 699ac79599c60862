import { useQuery } from '@tanstack/react-query';
import { EnrolmentTokensPage } from '../../contract/devices.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

const REFRESH_MS = 5_000;
export const TOKENS_KEY = ['enrolment-tokens'] as const;

export function useEnrolmentTokens() {
  return useQuery({
    queryKey: TOKENS_KEY,
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.enrolmentTokens, answer: EnrolmentTokensPage, signal }),
    refetchInterval: REFRESH_MS,
  });
}
