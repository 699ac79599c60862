import { z } from 'zod';

/** What stands for a value that this client does not know: a later release of the portal has learned it. */
export const UNKNOWN = 'unknown';

type Known = Readonly<Record<string, string>>;

/** One of a closed set, in an answer. What a client does not know yet is `unknown` to it, and the rest stands. */
export function told<T extends Known>(known: z.ZodEnum<T>) {
  return z.union([known, z.literal(UNKNOWN)]).catch(UNKNOWN);
}

/** Those of a set that this client knows, in an answer: of rights and their like, which it only asks for. */
export function knownOf<T extends Known>(known: z.ZodEnum<T>) {
  const isKnown = (value: string) => known.safeParse(value).success;
  return z
    .array(z.string())
    .transform((list) => list.filter(isKnown))
    .pipe(z.array(known));
}

/** One of several shapes, in an answer, told apart by `key`; an unknown one is only that. */
export function toldShape<S extends z.ZodType, Key extends string>(known: S, key: Key) {
  const unknown = onlyKey(key);
  return z.union([known, z.custom<typeof unknown>(() => false)]).catch(() => unknown);
}

/** Safe: TypeScript takes a computed key for any string; it is just this one. */
function onlyKey<Key extends string>(key: Key) {
  return { [key]: UNKNOWN } as Readonly<Record<Key, typeof UNKNOWN>>;
}

/** What of a list this client knows: a form that holds less than the portal does must not be saved. */
export function withoutUnknown<T extends string>(values: readonly (T | typeof UNKNOWN)[]): T[] {
  return values.filter((value): value is T => value !== UNKNOWN);
}
