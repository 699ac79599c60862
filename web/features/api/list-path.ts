/** The address of a list with its filters; empty ones are left out. */
export function listPath(path: string, filters: Readonly<Record<string, string | null>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== null && value !== '') query.set(name, value);
  }
  return query.size === 0 ? path : `${path}?${query}`;
}
