import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ExportRequested, type RequestExport } from '../../contract/exports.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { CASES_KEY } from '../cases/use-cases.ts';

/** It holds a password: nothing of it is kept. */
export function useRequestExport() {
  const client = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: (body: RequestExport) =>
      portalRequest({ path: PORTAL_ROUTES.exports, answer: ExportRequested, body }, 'POST'),
    onSuccess: () => void client.invalidateQueries({ queryKey: CASES_KEY }),
  });
}
