/** The named properties of an object, and no others. */
export function pick<T extends object, K extends keyof T>(
  object: T,
  keys: readonly K[],
): Pick<T, K> {
  const entries = keys.map((key) => [key, object[key]] as const);
  /** Safe because each key was just taken from the object. */
  return Object.fromEntries(entries) as Pick<T, K>;
}
