import { AppError } from '@workcompanion/core/errors';
import type { RouteAnswer, RouteDefinition, RouteRequest } from '../../contract/define-routes.ts';
import { BUILD_HEADER, UNATTENDED_HEADER } from '../../contract/session.ts';
import { readTolerantly } from '../../contract/told.ts';
import { errorOf } from './error-of.ts';

const listeners = new Set<() => void>();
let isOutdated = false;

/** ms. A page asks for itself each few seconds; what somebody does asks within a moment. */
const ATTENDED_FOR = 60_000;

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

let lastSign = Number.NEGATIVE_INFINITY;

if (typeof window !== 'undefined') {
  lastSign = performance.now();
  const note = (): void => {
    lastSign = performance.now();
  };
  for (const sign of SIGNS) window.addEventListener(sign, note, { passive: true, capture: true });
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Let it outlive the page: for what must be told when somebody leaves. */
  readonly keepalive?: boolean;
}

/** The address of a route, for links and players: its parameters and its query, without null and ''. */
export function routePath<R extends RouteDefinition>(route: R, request: RouteRequest<R>): string {
  return addressed(route, entriesOf(request)).path;
}

/**
 * The one way from the browser to the portal's API.
 *
 * @throws AppError with the server's code; `unavailable` when no answer came; `internal` when the
 * answer was not what the contract says.
 */
export async function callRoute<R extends RouteDefinition>(
  route: R,
  request: RouteRequest<R>,
  options: CallOptions = {},
): Promise<RouteAnswer<R>> {
  const response = await fetchRoute(route, request, options);
  const { id, answer } = route;
  if (answer === null || typeof answer === 'string') return asAnswer<R>(undefined);
  const parsed = readTolerantly(answer, await response.json().catch(() => null));
  if (parsed.success) return asAnswer<R>(parsed.data);
  throw new AppError('internal', `${id} did not answer as agreed.`, { cause: parsed.error });
}

/** The answer as it comes, for what is no JSON. Throws as `callRoute`. */
export async function fetchRoute<R extends RouteDefinition>(
  route: R,
  request: RouteRequest<R>,
  { signal, keepalive = false }: CallOptions = {},
): Promise<Response> {
  const { path, rest } = addressed(route, entriesOf(request));
  const body = route.body === undefined ? null : JSON.stringify(Object.fromEntries(rest));
  const response = await fetch(path, {
    method: route.method,
    credentials: 'same-origin',
    headers: {
      ...(body !== null && { 'content-type': 'application/json' }),
      ...unattendedHeader(),
    },
    body,
    keepalive,
    signal: signal ?? null,
  }).catch((cause: unknown) => {
    if (signal?.aborted === true) throw cause;
    throw new AppError('unavailable', 'The server can not be reached.', { cause });
  });
  notePortalBuild(response);
  if (!response.ok) throw await errorOf(response);
  return response;
}

type Entry = readonly [name: string, value: unknown];

function entriesOf(request: unknown): Entry[] {
  return typeof request === 'object' && request !== null ? Object.entries(request) : [];
}

/** What the path and the query take, put where they take it; and the rest, which is the body's. */
function addressed(route: RouteDefinition, entries: readonly Entry[]) {
  const inQuery = new URLSearchParams();
  const rest: Entry[] = [];
  let path: string = route.path;
  for (const [name, value] of entries) {
    if (path.includes(`{${name}}`))
      path = path.replace(`{${name}}`, encodeURIComponent(String(value)));
    else if (!(route.query && name in route.query.shape)) rest.push([name, value]);
    else if (value !== null && value !== undefined && value !== '')
      inQuery.set(name, String(value));
  }
  return { path: inQuery.size === 0 ? path : `${path}?${inQuery}`, rest };
}

/** Safe: it was parsed by the schema that `RouteAnswer` is made of, or there is none and it is void. */
function asAnswer<R extends RouteDefinition>(answer: unknown): RouteAnswer<R> {
  return answer as RouteAnswer<R>;
}

/** While nobody touches this page: what it asks then it asks by itself, which keeps no session. */
function unattendedHeader(): Readonly<Record<string, string>> {
  const isAttended = performance.now() - lastSign <= ATTENDED_FOR;
  return isAttended ? {} : { [UNATTENDED_HEADER]: 'true' };
}

/** Takes note of which build answered: this page may be of an older one. */
function notePortalBuild({ headers }: Pick<Response, 'headers'>): void {
  const theirs = headers.get(BUILD_HEADER);
  const ours = ownBuild();
  if (isOutdated || theirs === null || ours === '' || theirs === ours) return;
  isOutdated = true;
  for (const tell of listeners) tell();
}

/** Whether another build than this page's has answered. */
export function isPageOutdated(): boolean {
  return isOutdated;
}

export function subscribeToPortalBuild(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

function ownBuild(): string {
  if (typeof document === 'undefined') return '';
  return document.querySelector<HTMLMetaElement>(`meta[name="${BUILD_HEADER}"]`)?.content ?? '';
}
