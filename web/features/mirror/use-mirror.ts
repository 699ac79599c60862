import { useQuery } from '@tanstack/react-query';
import { Mirror } from '../../contract/mirror.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

const REFRESH_MS = 30_000;

/** How the signed-in person is recorded. */
export function useMirror() {
  return useQuery({
    queryKey: ['mirror'],
    queryFn: ({ signal }) => portalRequest({ path: PORTAL_ROUTES.mirror, answer: Mirror, signal }),
    refetchInterval: REFRESH_MS,
  });
}
