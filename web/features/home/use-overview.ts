import { OVERVIEW_ROUTES } from '../../contract/overview.ts';
import { useRoute } from '../api/use-route.ts';

const REFRESH_MS = 15_000;

/** How the recording of all computers goes. */
export function useOverview() {
  return useRoute(OVERVIEW_ROUTES.readOverview, undefined, { refetchInterval: REFRESH_MS });
}
