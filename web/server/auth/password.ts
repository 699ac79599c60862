import { hash } from '@node-rs/argon2';
import { AppError } from '@workcompanion/core/errors';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** On zxcvbn's scale of 0 to 4: "safely unguessable: moderate protection from offline slow-hash scenario". */
const LEAST_SCORE = 3;

const strength = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/**
 * Refuses what attackers try first: common passwords and what is made of them, patterns on the
 * keyboard, and the person's own name and address. Throws `password-too-common`.
 */
export function assertStrongPassword(
  password: string,
  person: { readonly email: string; readonly name: string },
): void {
  const own = [person.email, ...person.email.split(/[@.]/), ...person.name.split(' ')];
  if (strength.check(password, [...own, 'workcompanion']).score >= LEAST_SCORE) return;
  throw new AppError(
    'password-too-common',
    'This password is one that is tried early: choose another.',
  );
}

/**
 * argon2id (the library's default algorithm) with OWASP's parameters of 2023: 19 MiB, two passes, one
 * lane. The hash carries them, so that raising them leaves old hashes valid.
 */
export function hashPassword(password: string): Promise<string> {
  return hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
}
