import { useQuery } from '@tanstack/react-query';
import { ArchiveStatus } from '../../contract/archive.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

const RUNNING_MS = 2_000;
const RESTING_MS = 10_000;
export const ARCHIVE_KEY = ['archive'] as const;

/** What the archive does now; asked often while it does something. */
export function useArchiveStatus() {
  return useQuery({
    queryKey: [...ARCHIVE_KEY, 'status'],
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.archive, answer: ArchiveStatus, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'archiving' ? RUNNING_MS : RESTING_MS),
  });
}
