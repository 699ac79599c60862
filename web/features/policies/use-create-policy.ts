import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type CreatePolicy, PolicyCreated } from '../../contract/policies.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { POLICIES_KEY } from './use-policies.ts';

export function useCreatePolicy() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreatePolicy) =>
      portalRequest({ path: PORTAL_ROUTES.policies, answer: PolicyCreated, body }, 'POST'),
    onSuccess: () => void client.invalidateQueries({ queryKey: POLICIES_KEY }),
  });
}
