import type { z } from 'zod';
import type { Call } from './call.ts';
import { parseInput } from './parse-input.ts';

/** Input that the address holds: its path parameters and its query. Throws `invalid-input`. */
export function location<S extends z.ZodType>(schema: S): (call: Call) => z.output<S> {
  return (call) =>
    parseInput(schema, { ...Object.fromEntries(call.url.searchParams), ...call.params });
}
