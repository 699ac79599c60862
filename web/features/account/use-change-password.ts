import { useMutation } from '@tanstack/react-query';
import type { ChangePassword } from '../../contract/account.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

export function useChangePassword() {
  return useMutation({
    mutationFn: (body: ChangePassword) =>
      portalRequest<void>({ path: PORTAL_ROUTES.changePassword, answer: null, body }, 'POST'),
  });
}
