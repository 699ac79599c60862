/** One fact of an entry: where it stands in its details, and what it says. */
export interface DetailFact {
  readonly path: readonly string[];
  readonly value: unknown;
  /** What it was, where the entry tells of a change. */
  readonly before?: unknown;
}

type Facts = Readonly<Record<string, unknown>>;

function isFacts(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An entry's details one by one: what lies within others by its path, what changed side by side. */
export function detailFacts(details: Facts): readonly DetailFact[] {
  const { before, after, ...rest } = details;
  if (!isFacts(before) || !isFacts(after)) return flat(details);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changes = names.map((name) => ({
    path: [name],
    before: before[name] ?? null,
    value: after[name] ?? null,
  }));
  return [...flat(rest), ...changes];
}

function flat(facts: Facts, within: readonly string[] = []): DetailFact[] {
  return Object.entries(facts).flatMap(([name, value]) => {
    const path = [...within, name];
    return isFacts(value) ? flat(value, path) : [{ path, value }];
  });
}
