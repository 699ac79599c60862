import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ClipMade, type MakeClip } from '../../contract/cases.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { CASES_KEY } from './use-cases.ts';

export function useMakeClip() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: MakeClip) =>
      portalRequest({ path: PORTAL_ROUTES.clips, answer: ClipMade, body }, 'POST'),
    onSuccess: () => void client.invalidateQueries({ queryKey: CASES_KEY }),
  });
}
