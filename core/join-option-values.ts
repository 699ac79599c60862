type Options = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;

/**
 * Joins `--name -value` to `--name=-value` where the option takes a string: the parser of node:util calls it
 * ambiguous, and one in 64 values in base64url begins with a dash. What is itself an option is never joined.
 */
export function joinOptionValues(args: readonly string[], options: Options): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1) ?? '';
    if (arg.startsWith('-') && typeOf(arg) === null && typeOf(before) === 'string') {
      joined[joined.length - 1] = `${before}=${arg}`;
    } else {
      joined.push(arg);
    }
  }
  return joined;

  function typeOf(arg: string): 'string' | 'boolean' | null {
    if (!arg.startsWith('--')) return null;
    const name = arg.slice(2).replace(/=.*/s, '');
    return Object.hasOwn(options, name) ? (options[name]?.type ?? null) : null;
  }
}
