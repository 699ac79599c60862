import { useMutation } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { type DeclarePurpose, Purpose } from '../../contract/watching.ts';
import { portalRequest } from '../api/portal-request.ts';

export function useDeclarePurpose() {
  return useMutation({
    mutationFn: (body: DeclarePurpose) =>
      portalRequest({ path: PORTAL_ROUTES.purposes, answer: Purpose, body }, 'POST'),
  });
}
