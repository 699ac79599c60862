import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { RequestRehearsal } from '../../contract/retention.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import type { StretchOfPerson } from './deletion-form.ts';
import { RETENTION_KEY } from './use-retention.ts';

/** What a request for that stretch would take now. */
export function useDeletionRehearsal({ person, from, to }: StretchOfPerson) {
  return useQuery({
    queryKey: [...RETENTION_KEY, 'deletion-rehearsal', person, from, to],
    queryFn: ({ signal }) =>
      portalRequest({
        path: PORTAL_ROUTES.deletionRehearsal(person, from, to),
        answer: RequestRehearsal,
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}
