import type { EmployeeId, UserId } from '@workcompanion/core/ids';
import type { Role } from '@workcompanion/db/schema/users';
import type { ServerContext } from '../context.ts';

export interface SignedInUser {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly employeeId: EmployeeId | null;
}

export interface UserContext extends ServerContext {
  readonly user: SignedInUser;
}
