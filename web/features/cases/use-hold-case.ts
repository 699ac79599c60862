import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CaseHeld, type HoldCase } from '../../contract/cases.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { CASES_KEY } from './use-cases.ts';

export function useHoldCase() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: HoldCase) =>
      portalRequest({ path: PORTAL_ROUTES.holdCase, answer: CaseHeld, body }, 'POST'),
    onSuccess: () => void client.invalidateQueries({ queryKey: CASES_KEY }),
  });
}
