import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type CreateEnrolmentToken, EnrolmentTokenCreated } from '../../contract/devices.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { TOKENS_KEY } from './use-enrolment-tokens.ts';

/** The answer holds the token itself, this once. It is kept in no cache. */
export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: (wish: CreateEnrolmentToken) =>
      portalRequest(
        { path: PORTAL_ROUTES.enrolmentTokens, answer: EnrolmentTokenCreated, body: wish },
        'POST',
      ),
    onSuccess: () => void client.invalidateQueries({ queryKey: TOKENS_KEY }),
  });
}
