import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { type MakeRemark, RemarkMade } from '../../contract/watching.ts';
import { portalRequest } from '../api/portal-request.ts';
import { remarksKey } from './use-remarks.ts';

export function useMakeRemark(person: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: MakeRemark) =>
      portalRequest({ path: PORTAL_ROUTES.remarks, answer: RemarkMade, body }, 'POST'),
    onSuccess: () => void queries.invalidateQueries({ queryKey: remarksKey(person) }),
  });
}
