import { inspect } from 'node:util';

/** Throws when an error, in any form in which it could reach a log, shows one of the secrets. */
export function assertNoSecret(error: unknown, secrets: readonly string[]): void {
  const forms = [
    JSON.stringify({ error }),
    inspect(error, { depth: 20, showHidden: true }),
    error instanceof Error
      ? JSON.stringify({ ...error, cause: error.cause, stack: error.stack })
      : '',
  ].join('\n');
  for (const secret of [...secrets, 'TOS4-HMAC', 'AWS4-HMAC', 'Signature=', 'uthorization']) {
    if (forms.includes(secret)) throw new Error(`the error shows ${secret.slice(0, 4)}…`);
  }
}
