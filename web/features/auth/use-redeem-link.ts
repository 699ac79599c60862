import { useMutation } from '@tanstack/react-query';
import type { RedeemLink } from '../../contract/account-links.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

/** Chooses the password of the link's account. `not-found`: the link is spent. */
export function useRedeemLink() {
  return useMutation({
    mutationFn: (body: RedeemLink) =>
      portalRequest<void>({ path: PORTAL_ROUTES.redeemLink, answer: null, body }, 'POST'),
  });
}
