import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { SharedPackage } from '../../contract/shares.ts';
import { portalRequest } from '../api/portal-request.ts';
import { sharedKey } from './use-shared.ts';

export function useOpenShare(token: string) {
  const client = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: (passcode: string) =>
      portalRequest(
        { path: PORTAL_ROUTES.openShare, answer: SharedPackage, body: { token, passcode } },
        'POST',
      ),
    onSuccess: (shown) => client.setQueryData(sharedKey(token), shown),
  });
}
