import { CONTROL_ROUTES } from '../../contract/control.ts';
import type { Me } from '../../contract/session.ts';
import { useRoute } from '../api/use-route.ts';

/** Somebody else asks meanwhile. */
const REFRESH_MS = 60_000;

/** Whether two people are needed, and what waits for the second. */
export function useControlState() {
  return useRoute(CONTROL_ROUTES.readControlState, undefined, { refetchInterval: REFRESH_MS });
}

/** Whoever could agree, and whoever is told of it. */
export function seesControl({ rights }: Pick<Me, 'rights'>): boolean {
  return rights.includes('agree') || rights.includes('audit');
}
