import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { PersonMonth } from '../../contract/month.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

const REFRESH_MS = 60_000;

export function usePersonMonth(person: string, month: string) {
  return useQuery({
    queryKey: ['person-month', person, month],
    queryFn: ({ signal }) =>
      portalRequest({
        path: PORTAL_ROUTES.personMonth(person, month),
        answer: PersonMonth,
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}
