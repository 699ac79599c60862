import type { z } from 'zod';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Null when it is not UTF-8, not JSON, or not of that shape. */
export function parseJson<T>(schema: z.ZodType<T>, bytes: Uint8Array): T | null {
  const text = parseText(bytes);
  return text === null ? null : parseJsonText(schema, text);
}

/** JSON Lines: null for each line that is not of that shape, and for all when it is not UTF-8. */
export function parseLines<T>(schema: z.ZodType<T>, bytes: Uint8Array): (T | null)[] | null {
  const text = parseText(bytes);
  if (text === null) return null;
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => parseJsonText(schema, line));
}

export function parseText(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

function parseJsonText<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
