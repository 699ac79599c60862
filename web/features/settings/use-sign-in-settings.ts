import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Acted } from '../../contract/control.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { type ChangeSignInSettings, SignInSettings } from '../../contract/sign-in-settings.ts';
import { portalRequest } from '../api/portal-request.ts';

const KEY = ['sign-in-settings'] as const;

export function useSignInSettings() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.signInSettings, answer: SignInSettings, signal }),
  });
}

export function useChangeSignInSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ChangeSignInSettings) =>
      portalRequest({ path: PORTAL_ROUTES.signInSettings, answer: Acted, body }, 'POST'),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
