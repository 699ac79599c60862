import { randomBytes } from 'node:crypto';

const CODES = 10;
/** No letter that is easily taken for another (Crockford's base 32, lower case). */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LETTERS = 16;
const GROUP = /.{4}(?=.)/g;

/** Codes of 80 bits, in groups that can be read out. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () =>
    [...randomBytes(LETTERS)]
      .map((byte) => ALPHABET.charAt(byte % ALPHABET.length))
      .join('')
      .replace(GROUP, '$&-'),
  );
}

/** As it is hashed, however it was typed. */
export function normaliseRecoveryCode(typed: string): string {
  return typed.toLowerCase().replace(/[^0-9a-z]/g, '');
}
