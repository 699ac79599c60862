import { route } from '../http/route.ts';
import { BOUND_ROUTES, ROUTER } from '../router.ts';

interface RouteContext {
  readonly params: Promise<Readonly<Record<string, string>>>;
}

export interface MountedRoute {
  readonly method: string;
  /** "/api/portal/devices/[device]/revoke" */
  readonly path: string;
  /** Asks the API's own door, at the path with these parameters in it. */
  readonly handler: (request: Request, context: RouteContext) => Promise<Response>;
}

/** HTTP calls these safe: whoever sends them asks for no change. */
export function onlyLooks({ method }: MountedRoute): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Lists are short as long as no other route has needed a world of its own. */
export function lookingFirst(routes: readonly MountedRoute[]): MountedRoute[] {
  return [...routes.filter(onlyLooks), ...routes.filter((each) => !onlyLooks(each))];
}

const door = route(ROUTER.dispatch);

/**
 * Every route that is bound below a part of the API: a new one is found by itself. Those of webhooks
 * come first: each world of the access tests has one more, and a portal takes twenty.
 */
export async function mountedRoutes(area: string): Promise<MountedRoute[]> {
  return BOUND_ROUTES.toReversed().flatMap(({ route: { method, headId, path: template } }) => {
    const path = template.replaceAll('{', '[').replaceAll('}', ']');
    if (path !== `/api/${area}` && !path.startsWith(`/api/${area}/`)) return [];
    const methods = headId === undefined ? [method] : [method, 'HEAD'];
    return methods.map((each) => ({ method: each, path, handler: handlerAt(path) }));
  });
}

function handlerAt(path: string): MountedRoute['handler'] {
  return async (request, context) => {
    const params = await context.params;
    const url = new URL(request.url);
    url.pathname = path.replaceAll(/\[(\w+)\]/g, (whole, name: string) =>
      encodeURIComponent(params[name] ?? whole),
    );
    return door(new Request(url, request));
  };
}
