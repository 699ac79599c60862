import { AppError } from '@workcompanion/core/errors';
import type { EmployeeId } from '@workcompanion/core/ids';
import type { UserContext } from '../auth/user-context.ts';

/** The person that the account is, if it may see itself. Throws `forbidden`. */
export function ownEmployee({ roles, employeeId }: UserContext['user']): EmployeeId {
  if (!roles.includes('employee') || employeeId === null) {
    throw new AppError('forbidden', 'Your account is not linked to a person who is recorded.');
  }
  return employeeId;
}
