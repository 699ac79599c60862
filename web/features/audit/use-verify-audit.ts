import { useMutation, useQueryClient } from '@tanstack/react-query';
import { AuditVerdict } from '../../contract/audit.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { AUDIT_KEY } from './use-audit.ts';

/** Lets the server reckon the whole chain; that it was done is an entry itself. */
export function useVerifyAudit() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      portalRequest({ path: PORTAL_ROUTES.verifyAudit, answer: AuditVerdict }, 'POST'),
    onSuccess: () => void client.invalidateQueries({ queryKey: AUDIT_KEY }),
  });
}
