import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import type { AnswerRemark } from '../../contract/watching.ts';
import { portalRequest } from '../api/portal-request.ts';
import { remarksKey } from './use-remarks.ts';

export function useAnswerRemark(person: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: AnswerRemark) =>
      portalRequest<void>({ path: PORTAL_ROUTES.answerRemark, answer: null, body }, 'POST'),
    onSuccess: () => void queries.invalidateQueries({ queryKey: remarksKey(person) }),
  });
}
