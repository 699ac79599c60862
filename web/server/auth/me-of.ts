import type { Me } from '../../contract/session.ts';
import { rightsOf, rightsOverSome } from './rights.ts';
import type { SignedInUser } from './user-context.ts';

/** What the pages are told of the account. */
export function meOf({ id, name, email, roles, employeeId }: SignedInUser): Me {
  return {
    id,
    name,
    email,
    roles: [...roles],
    rights: [...rightsOf(roles)],
    rightsOverSome: [...rightsOverSome(roles)],
    employeeId,
    isRecorded: employeeId !== null && roles.includes('employee'),
  };
}
