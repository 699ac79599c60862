import { AppError } from '@workcompanion/core/errors';
import type { PersonId } from '@workcompanion/core/ids';
import type { UserContext } from '../auth/user-context.ts';

/** The person that the account is, if it may see itself. Throws `forbidden`. */
export function ownPerson({ roles, personId }: UserContext['user']): PersonId {
  if (!roles.includes('employee') || personId === null) {
    throw new AppError('forbidden', 'Your account is not linked to a person who is recorded.');
  }
  return personId;
}
