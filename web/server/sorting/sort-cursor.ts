import { z } from 'zod';

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

/** Opaque to clients. */
export const SortCursor = z
  .string()
  .max(4_000)
  .transform((text, issues): SortPosition => {
    const position = Position.safeParse(parseJson(text)).data;
    if (position) return { sort: position[0], key: position[1], id: position[2] };
    issues.addIssue({ code: 'custom', message: 'not a cursor of this list' });
    return z.NEVER;
  });

export function sortCursor({ sort, key, id }: SortPosition): string {
  return Buffer.from(JSON.stringify([sort, key, id])).toString('base64url');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
