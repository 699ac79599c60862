import { CONTROL_ROUTES } from '../../contract/control.ts';
import { useRoute } from '../api/use-route.ts';

/** Somebody else asks meanwhile. */
const REFRESH_MS = 60_000;

/** Whether two people are needed, and what waits for the second. */
export function useControlState() {
  return useRoute(CONTROL_ROUTES.readControlState, undefined, { refetchInterval: REFRESH_MS });
}
