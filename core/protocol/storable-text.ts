/**
 * Whether every text within `value` can be kept: PostgreSQL's `text` holds no U+0000, and half of a
 * surrogate pair has no UTF-8.
 */
export function hasOnlyStorableText(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\u0000');
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(
    ([key, inner]) => hasOnlyStorableText(key) && hasOnlyStorableText(inner),
  );
}

/** A copy whose texts can all be kept: what can't is left out, or shown as U+FFFD. */
export function withStorableText(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\u0000', '');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withStorableText);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withStorableText(inner)]),
  );
}
