import { useQuery } from '@tanstack/react-query';
import { RetentionOverview } from '../../contract/retention.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

export const RETENTION_KEY = ['retention'] as const;

export function useRetention() {
  return useQuery({
    queryKey: [...RETENTION_KEY, 'rules'],
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.retention, answer: RetentionOverview, signal }),
  });
}
