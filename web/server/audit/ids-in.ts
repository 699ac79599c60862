import { z } from 'zod';

/** All ids that stand somewhere in the details of entries, each once. */
export function idsIn(details: unknown): string[] {
  return [...new Set(walk(details))];
}

function walk(value: unknown): string[] {
  if (typeof value === 'string') return z.uuid().safeParse(value).success ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(walk) : [];
}
