import { useQuery } from '@tanstack/react-query';
import { ControlState } from '../../contract/control.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

export const CONTROL_KEY = ['control'] as const;

/** Somebody else asks meanwhile. */
const REFRESH_MS = 60_000;

/** Whether two people are needed, and what waits for the second. */
export function useControlState() {
  return useQuery({
    queryKey: [...CONTROL_KEY, 'state'],
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.control, answer: ControlState, signal }),
    refetchInterval: REFRESH_MS,
  });
}
