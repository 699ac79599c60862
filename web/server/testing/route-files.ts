import { type RouteHandler, route } from '../http/route.ts';
import { BOUND_ROUTES } from '../router.ts';

export interface MountedRoute {
  readonly method: string;
  /** "/api/portal/devices/[device]/revoke" */
  readonly path: string;
  readonly handler: RouteHandler;
}

/**
 * Every route that is bound below a part of the API: a new one is found by itself. Those of webhooks
 * come first: each world of the access tests has one more, and a portal takes twenty.
 */
export async function mountedRoutes(area: string): Promise<MountedRoute[]> {
  return BOUND_ROUTES.toReversed().flatMap(({ route: definition, endpoint }) => {
    const { method, headId } = definition;
    const path = definition.path.replaceAll('{', '[').replaceAll('}', ']');
    if (path !== `/api/${area}` && !path.startsWith(`/api/${area}/`)) return [];
    const handler = route(endpoint);
    const methods = headId === undefined ? [method] : [method, 'HEAD'];
    return methods.map((each) => ({ method: each, path, handler }));
  });
}
