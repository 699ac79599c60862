import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AssignPolicy } from '../../contract/policies.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { POLICIES_KEY } from './use-policies.ts';

export function useAssignPolicy() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AssignPolicy) =>
      portalRequest<void>({ path: PORTAL_ROUTES.assignPolicy, answer: null, body }, 'POST'),
    onSuccess: () => void client.invalidateQueries({ queryKey: POLICIES_KEY }),
  });
}
