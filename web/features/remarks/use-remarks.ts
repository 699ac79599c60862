import { useQuery } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { Remarks } from '../../contract/watching.ts';
import { portalRequest } from '../api/portal-request.ts';

export const remarksKey = (person: string): readonly string[] => ['remarks', person];

interface RemarksOf {
  readonly person: string;
  /** UTC µs. */
  readonly from: number;
  readonly to: number;
  readonly isAllowed: boolean;
}

/** What the person said about the footage of a stretch. */
export function useRemarks({ person, from, to, isAllowed }: RemarksOf) {
  return useQuery({
    queryKey: [...remarksKey(person), from, to],
    queryFn: ({ signal }) =>
      portalRequest({
        path: PORTAL_ROUTES.personRemarks(person, from, to),
        answer: Remarks,
        signal,
      }),
    enabled: isAllowed,
  });
}
