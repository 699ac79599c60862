import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CaseMade, type MakeCase } from '../../contract/cases.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { CASES_KEY } from './use-cases.ts';

export function useMakeCase() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: MakeCase) =>
      portalRequest({ path: PORTAL_ROUTES.cases, answer: CaseMade, body }, 'POST'),
    onSuccess: () => void client.invalidateQueries({ queryKey: CASES_KEY }),
  });
}
