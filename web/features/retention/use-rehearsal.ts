import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Rehearsal } from '../../contract/retention.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { RETENTION_KEY } from './use-retention.ts';

/** What such a rule would take today; nothing is asked without days. */
export function useRehearsal(days: number | null, team: string | null) {
  return useQuery({
    queryKey: [...RETENTION_KEY, 'rehearsal', days, team],
    queryFn: ({ signal }) =>
      portalRequest({
        path: PORTAL_ROUTES.retentionRehearsal(days ?? 1, team),
        answer: Rehearsal,
        signal,
      }),
    enabled: days !== null,
    placeholderData: keepPreviousData,
  });
}
