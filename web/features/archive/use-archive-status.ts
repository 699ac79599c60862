import { ARCHIVE_ROUTES } from '../../contract/archive.ts';
import { useRoute } from '../api/use-route.ts';

const RUNNING_MS = 2_000;
const RESTING_MS = 10_000;

/** What the archive does now; asked often while it does something. */
export function useArchiveStatus() {
  return useRoute(ARCHIVE_ROUTES.readArchiveStatus, undefined, {
    refetchInterval: ({ state }) => (state.data?.state === 'archiving' ? RUNNING_MS : RESTING_MS),
  });
}
