import { useQuery } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { SharedPackage } from '../../contract/shares.ts';
import { portalRequest } from '../api/portal-request.ts';

export const sharedKey = (token: string) => ['shared', token] as const;

/** What the link shows: its door, or what is behind it. */
export function useShared(token: string) {
  return useQuery({
    queryKey: sharedKey(token),
    queryFn: ({ signal }) =>
      portalRequest(
        { path: PORTAL_ROUTES.inspectShare, answer: SharedPackage, body: { token }, signal },
        'POST',
      ),
    refetchOnWindowFocus: false,
  });
}
