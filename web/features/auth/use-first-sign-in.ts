import { useMutation } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import type { FirstSignIn } from '../../contract/session.ts';
import { portalRequest } from '../api/portal-request.ts';

/** Redeems the one-time link. `not-found`, `already-exists`: the link is spent. */
export function useFirstSignIn() {
  return useMutation({
    mutationFn: (wish: FirstSignIn) =>
      portalRequest<void>({ path: PORTAL_ROUTES.firstSignIn, answer: null, body: wish }, 'POST'),
  });
}
