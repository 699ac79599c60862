import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RouteHandler } from '../http/route.ts';

const API = join(import.meta.dirname, '..', '..', 'app', 'api');

export interface MountedRoute {
  readonly method: string;
  /** "/api/portal/devices/[device]/revoke" */
  readonly path: string;
  readonly handler: RouteHandler;
}

/** Every handler that is mounted below a folder of app/api: a new route is found by itself. */
export async function mountedRoutes(area: string): Promise<MountedRoute[]> {
  const files = await readdir(join(API, area), { recursive: true });
  const routes = files.filter((file) => file.endsWith('route.ts'));
  const found = await Promise.all(
    routes.map(async (file) => {
      const path = `/api/${area}/${file.replace(/\/?route\.ts$/, '')}`;
      const module = await import(pathToFileURL(join(API, area, file)).href);
      return Object.entries(handlersOf(module)).map(([method, handler]) => ({
        method,
        path,
        handler,
      }));
    }),
  );
  return found.flat();
}

/** Safe: a route file exports handlers made by `route`, and nothing else. */
function handlersOf(module: unknown): Record<string, RouteHandler> {
  return module as Record<string, RouteHandler>;
}
