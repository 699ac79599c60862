import { z } from 'zod';
import { defineRoutes, type RouteDefinition } from '../../contract/define-routes.ts';
import { ENTITY_ROUTES } from '../entity-routes.ts';

/** One method of one path, as the document describes it. */
export interface Operation {
  readonly id: string;
  /** What the address holds: the parameters of its path, and its query. */
  readonly location: z.ZodObject;
  readonly body?: z.ZodType | undefined;
  readonly answer: z.ZodType | string | null;
  readonly isOpen: boolean;
}

export const DOCUMENT_ROUTES = defineRoutes({
  readDocument: {
    method: 'GET',
    path: '/api/openapi.json',
    answer: z.record(z.string(), z.unknown()),
  },
});

/** By "METHOD path", as the table of access rules names them. */
export const OPERATIONS: Readonly<Record<string, Operation>> = Object.fromEntries(
  [...ENTITY_ROUTES.map(({ route }) => route), ...Object.values(DOCUMENT_ROUTES)].flatMap(
    operationsOf,
  ),
);

function operationsOf(route: RouteDefinition): [string, Operation][] {
  const { id, method, params, query, body, answer, isOpen = false, headId } = route;
  const path = route.path.replaceAll('{', '[').replaceAll('}', ']');
  const location = z.object({ ...params?.shape, ...query?.shape });
  const operation = { id, location, body, answer, isOpen };
  const own: [string, Operation] = [`${method} ${path}`, operation];
  if (headId === undefined) return [own];
  return [own, [`HEAD ${path}`, { ...operation, id: headId, answer: null }]];
}
