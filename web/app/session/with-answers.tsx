import { dehydrate, HydrationBoundary, QueryClient, type QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type {
  RouteDefinition,
  RouteInput,
  RouteRequest,
  RouteResult,
} from '../../contract/define-routes.ts';
import { readTolerantly } from '../../contract/told.ts';
import { routeKey } from '../../features/api/use-route.ts';
import { FIRST_CURSOR, type PagedRoute, pagesKey } from '../../features/api/use-route-pages.ts';
import type { UserContext } from '../../server/auth/user-context.ts';
import { parseInput } from '../../server/http/json-body.ts';
import { currentContext } from './current-context.ts';

type Verb<R extends RouteDefinition> = (
  ctx: UserContext,
  input: RouteInput<R>,
) => Promise<RouteResult<R>>;

/** One of a page's queries: where the browser looks for its answer, and who gives it. */
interface Question {
  readonly key: QueryKey;
  readonly read: (ctx: UserContext) => Promise<unknown>;
}

/** What `useRoute` asks for. */
export function question<R extends RouteDefinition>(
  route: R,
  request: RouteRequest<R>,
  verb: Verb<R>,
): Question {
  return { key: routeKey(route, request), read: (ctx) => answerOf(ctx, route, request, verb) };
}

/** The first page of what `useRoutePages` asks for. */
export function pagesQuestion<R extends PagedRoute>(
  route: R,
  request: Omit<RouteRequest<R>, 'cursor'>,
  verb: Verb<R>,
): Question {
  return {
    key: pagesKey(route, request),
    read: async (ctx) => ({
      pages: [await answerOf(ctx, route, request, verb)],
      pageParams: [FIRST_CURSOR],
    }),
  };
}

/** As it comes to the browser over the wire. Safe: each part was parsed by what `RouteInput` is made of. */
async function answerOf<R extends RouteDefinition>(
  ctx: UserContext,
  route: R,
  request: unknown,
  verb: Verb<R>,
): Promise<unknown> {
  const { query, params, answer } = route;
  const asked = typeof request === 'object' && request !== null ? request : {};
  const input: unknown = {
    ...(query && parseInput(query, said(asked))),
    ...(params && parseInput(params, asked)),
  };
  const told = JSON.stringify(await verb(ctx, input as RouteInput<R>));
  if (answer === null || typeof answer === 'string') throw new Error(`${route.id} gives no JSON`);
  return readTolerantly(answer, JSON.parse(told)).data;
}

/** An address leaves out what is nothing. */
function said(request: object): object {
  return Object.fromEntries(
    Object.entries(request).filter(([, value]) => value !== null && value !== ''),
  );
}

interface WithAnswersProps {
  readonly questions: readonly Question[];
  readonly children: ReactNode;
}

/**
 * A page that comes with what its first queries are answered: its first HTML says it, and the browser asks
 * for it only when it is no longer fresh. What fails here is left to the browser, which tells why.
 */
export async function WithAnswers({ questions, children }: WithAnswersProps) {
  const context = await currentContext();
  if (context === null) return children;
  const client = new QueryClient();
  await Promise.all(
    questions.map(({ key, read }) =>
      client.prefetchQuery({ queryKey: key, queryFn: () => read(context) }),
    ),
  );
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
