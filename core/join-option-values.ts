interface Options {
  readonly [name: string]: { readonly type: 'string' | 'boolean' };
}

/**
 * Joins `--name value` to `--name=value` for the options of a string, as getopt_long reads them. The parser
 * of node:util refuses a value that begins with a dash, as one in 64 of those in base64url does.
 */
export function joinOptionValues(args: readonly string[], options: Options): string[] {
  const joined: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] as string;
    if (arg === '--') return [...joined, ...args.slice(index)];
    const value = args[index + 1];
    const takesValue = arg.startsWith('--') && options[arg.slice(2)]?.type === 'string';
    if (takesValue && value !== undefined) {
      joined.push(`${arg}=${value}`);
      index++;
    } else {
      joined.push(arg);
    }
  }
  return joined;
}
