import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { UserId } from '@workcompanion/core/ids';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { USERS_KEY } from './use-users.ts';

const PATHS = {
  disable: PORTAL_ROUTES.disableUser,
  enable: PORTAL_ROUTES.enableUser,
  endSessions: PORTAL_ROUTES.endSessionsOfUser,
  removeSecondFactor: PORTAL_ROUTES.removeSecondFactorOfUser,
} as const;
export type UserAction = keyof typeof PATHS;

/** What is done to one account and answers nothing. */
export function useUserAction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ action, user }: { readonly action: UserAction; readonly user: UserId }) =>
      portalRequest<void>({ path: PATHS[action], answer: null, body: { user } }, 'POST'),
    onSuccess: () => void client.invalidateQueries({ queryKey: USERS_KEY }),
  });
}
