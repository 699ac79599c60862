import { randomInt } from 'node:crypto';

/** Nothing that is mistaken for something else when read aloud or from paper. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const GROUPS = 3;
const GROUP_LENGTH = 4;

/** "K7QM-2XRT-9HWB": 58 bits, for the telephone. */
export function makePasscode(): string {
  const groups = Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))),
  );
  return groups.map((letters) => letters.join('')).join('-');
}

/** As it is hashed: however it was typed. */
export function normalisePasscode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}
