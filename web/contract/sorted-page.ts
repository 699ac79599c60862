import { z } from 'zod';

/** How many items of a list one request gets. */
export const PageSize = z.coerce.number().int().min(1).max(200).default(50);

/** The last row of a page: the order it was read in, its value there, and its id. */
export interface SortPosition {
  readonly sort: string;
  /** As PostgreSQL writes it; null where the row has none. */
  readonly key: string | null;
  readonly id: string;
}

/** What no text of PostgreSQL can hold. */
const NUL = '\u0000';
const Text = z.string().refine((text) => !text.includes(NUL));
const Position = z.tuple([Text, Text.nullable(), Text]);

/** Opaque to clients: base64url of the position's JSON. */
export const SortCursor = z
  .string()
  .max(4_000)
  .transform((text, issues): SortPosition => {
    const position = Position.safeParse(decode(text)).data;
    if (position) return { sort: position[0], key: position[1], id: position[2] };
    issues.addIssue({ code: 'custom', message: 'not a cursor of this list' });
    return z.NEVER;
  });

/** What a request for a page of a sorted list may say: `fallback` is the order of who asks for none. */
export function sortedPage<S extends z.ZodEnum>(
  sort: S,
  fallback: z.util.NoUndefined<z.output<S>>,
) {
  return { sort: sort.default(fallback), cursor: SortCursor.optional(), limit: PageSize };
}

function decode(text: string): unknown {
  try {
    const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.parse(
      new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))),
    );
  } catch {
    return null;
  }
}
