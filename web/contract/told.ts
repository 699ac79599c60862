import { z } from 'zod';

/** What stands for a value that this client does not know: a later release of the portal has learned it. */
export const UNKNOWN = 'unknown';

type Known = Readonly<Record<string, string>>;

/** What a client puts where a value is new to it, by the schema that refuses the value. */
const STAND_INS = new WeakMap<object, typeof UNKNOWN | typeof LEFT_OUT | null>();
const LEFT_OUT = Symbol('left out');

/** One of a closed set, in an answer. What a client does not know yet is `unknown` to it, and the rest stands. */
export function told<T extends Known>(known: z.ZodEnum<T>) {
  return standingFor(z.union([known, z.literal(UNKNOWN)]), UNKNOWN);
}

/** Those of a set that this client knows, in an answer: of rights and their like, which it only asks for. */
export function knownOf<T extends Known>(known: z.ZodEnum<T>) {
  return z.array(standingFor(known.clone(), LEFT_OUT));
}

/** One of several shapes, in an answer, told apart by `key`; an unknown one is only that. */
export function toldShape<
  const Options extends readonly [z.ZodObject, ...z.ZodObject[]],
  Key extends string,
>(key: Key, options: Options) {
  return standingFor(z.discriminatedUnion(key, [...options, onlyKey(key)]), UNKNOWN);
}

/** A document that makes sense only as a whole; null where this client does not know all of it. */
export function toldWhole<S extends z.ZodType>(known: S) {
  return standingFor(z.union([known, z.null()]), null);
}

/** Safe: TypeScript takes a computed key for any string; it is just this one. */
function onlyKey<Key extends string>(key: Key) {
  const shape = { [key]: z.literal(UNKNOWN) } as Readonly<
    Record<Key, z.ZodLiteral<typeof UNKNOWN>>
  >;
  return z.object(shape);
}

function standingFor<S extends z.ZodType>(
  schema: S,
  standIn: typeof UNKNOWN | typeof LEFT_OUT | null,
): S {
  STAND_INS.set(schema, standIn);
  return schema;
}

interface Place {
  readonly path: readonly PropertyKey[];
  readonly standIn: unknown;
}

/**
 * An answer as a client reads it, which may be older than the portal: what is new to it is passed over,
 * wherever the contract allows for it. All else than a client reads strictly. `answer` is changed.
 */
export function readTolerantly<S extends z.ZodType>(
  schema: S,
  answer: unknown,
): z.ZodSafeParseResult<z.output<S>> {
  const places: Place[] = [];
  const strict = schema.safeParse(answer, {
    error: ({ inst, path = [] }) => {
      const standIn = inst === undefined ? undefined : STAND_INS.get(inst);
      if (standIn !== undefined) places.push({ path, standIn });
      return undefined;
    },
  });
  // The messages of an error are made when it is first asked for: then all places are known.
  if (strict.error === undefined || places.length === 0) return strict;
  for (const place of places) put(answer, place);
  leaveOut(answer, places);
  return schema.safeParse(answer);
}

function put(answer: unknown, { path, standIn }: Place): void {
  const last = path.at(-1);
  const parent = at(answer, path.slice(0, -1));
  if (last !== undefined && typeof parent === 'object' && parent !== null)
    Reflect.set(parent, last, standIn);
}

/** Last, since all paths count with what goes. */
function leaveOut(answer: unknown, places: readonly Place[]): void {
  for (const { path, standIn } of places) {
    const list = at(answer, path.slice(0, -1));
    if (standIn !== LEFT_OUT || !Array.isArray(list)) continue;
    list.splice(0, list.length, ...list.filter((value) => value !== LEFT_OUT));
  }
}

function at(answer: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined,
    answer,
  );
}

/** What of a list this client knows: a form that holds less than the portal does must not be saved. */
export function withoutUnknown<T extends string>(values: readonly (T | typeof UNKNOWN)[]): T[] {
  return values.filter((value): value is T => value !== UNKNOWN);
}
