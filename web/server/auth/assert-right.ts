import { AppError } from '@workcompanion/core/errors';
import type { Right } from '../../contract/session.ts';
import { rightsOf } from './rights.ts';
import type { SignedInUser } from './user-context.ts';

/** Throws `forbidden`. */
export function assertRight(user: SignedInUser, right: Right): void {
  if (rightsOf(user.roles).includes(right)) return;
  throw new AppError('forbidden', `Your account does not hold the right "${right}".`);
}
