import { useMutation } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

export function useEndOwnSessions() {
  return useMutation({
    mutationFn: () =>
      portalRequest<void>({ path: PORTAL_ROUTES.endOwnSessions, answer: null }, 'POST'),
  });
}
