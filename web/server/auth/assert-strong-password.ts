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
