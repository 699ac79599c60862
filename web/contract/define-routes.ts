import type { z } from 'zod';

/** One method of one path: all that router, document, client and hooks know of it. */
export interface RouteShape {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  /** "/api/portal/cases/{case}/notes" */
  readonly path: `/api/${string}`;
  /** What the path names in braces. */
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** The JSON that is sent. */
  readonly body?: z.ZodType;
  /** The JSON of the answer, the media type of one that is none, or null for no content. */
  readonly answer: z.ZodType | string | null;
  /** Needs no sign-in. */
  readonly isOpen?: boolean;
  /** A GET that HEAD is answered for too, without content: the name of that operation. */
  readonly headId?: string;
}

export interface RouteDefinition extends RouteShape {
  /** Named as its verb. */
  readonly id: string;
}

type NameIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NameIn<Rest>
  : never;

/** Each name in the path has a schema, and no other. */
type WithParams<Path extends string> = [NameIn<Path>] extends [never]
  ? { readonly params?: never }
  : { readonly params: z.ZodObject<Readonly<Record<NameIn<Path>, z.ZodType>>> };

type Named<Routes> = { readonly [Id in keyof Routes]: Routes[Id] & { readonly id: Id } };

/** The routes of one entity, by the names of their verbs. */
export function defineRoutes<const Routes extends Readonly<Record<string, RouteShape>>>(
  routes: Routes & { readonly [Id in keyof Routes]: WithParams<Routes[Id]['path']> },
): Named<Routes> {
  return named(routes);
}

/** Safe: each route gets its own key as its id, which is all that `Named` adds. */
function named<Routes extends Readonly<Record<string, RouteShape>>>(routes: Routes) {
  const entries = Object.entries(routes).map(([id, route]) => [id, { ...route, id }]);
  return Object.fromEntries(entries) as Named<Routes>;
}

type Part<R, Name extends string> = R extends { readonly [Key in Name]: infer S extends z.ZodType }
  ? S
  : z.ZodUnknown;

/** What a verb gets: path, query and body, parsed, in one object. */
export type RouteInput<R> = z.output<Part<R, 'params'>> &
  z.output<Part<R, 'query'>> &
  z.output<Part<R, 'body'>>;

/** What a function gives that gives nothing, and as an argument that may be left out. */
type Nothing = ReturnType<() => void>;

/** What a verb gives. */
export type RouteResult<R extends RouteShape> = R['answer'] extends z.ZodType
  ? z.input<R['answer']>
  : R['answer'] extends null
    ? Nothing
    : unknown;

/** What an answer is to its client. */
export type RouteAnswer<R extends RouteShape> = R['answer'] extends z.ZodType
  ? z.output<R['answer']>
  : Nothing;

/** What an address can say; null and '' are left out of it. */
type AddressValue = string | number | boolean | null | undefined;
type Address<S extends z.ZodType> =
  unknown extends z.input<S> ? unknown : { readonly [Name in keyof z.input<S>]: AddressValue };
type Sent<R> = Address<Part<R, 'params'>> & Address<Part<R, 'query'>> & z.input<Part<R, 'body'>>;

/** What a client says; nothing where the route takes nothing. */
export type RouteRequest<R> = unknown extends Sent<R> ? Nothing : Sent<R>;
