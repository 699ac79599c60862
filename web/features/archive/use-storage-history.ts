import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { StorageHistory } from '../../contract/archive.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { ARCHIVE_KEY } from './use-archive-status.ts';

const REFRESH_MS = 60_000;

/** How full the disk was in the last hours. */
export function useStorageHistory(hours: number) {
  return useQuery({
    queryKey: [...ARCHIVE_KEY, 'history', hours],
    queryFn: ({ signal }) =>
      portalRequest({
        path: PORTAL_ROUTES.storageHistory(hours),
        answer: StorageHistory,
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}
