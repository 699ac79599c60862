import { useQuery } from '@tanstack/react-query';
import { CaseDetails } from '../../contract/cases.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { CASES_KEY } from './use-cases.ts';

export function useCase(id: string) {
  return useQuery({
    queryKey: [...CASES_KEY, id],
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.oneCase(id), answer: CaseDetails, signal }),
  });
}
