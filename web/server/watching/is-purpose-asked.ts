import type { EmployeeId } from '@workcompanion/core/ids';
import type { WatchingSettings } from '../../contract/watching.ts';
import type { SignedInUser } from '../auth/user-context.ts';

type Watcher = Pick<SignedInUser, 'roles' | 'employeeId'>;

/** Whether who watches this person's footage must say why. */
export function isPurposeAsked(
  { roles, employeeId }: Watcher,
  employee: EmployeeId,
  { exemptRoles }: WatchingSettings,
): boolean {
  const isSelf = roles.includes('employee') && employeeId === employee;
  return !(isSelf || roles.some((role) => exemptRoles.includes(role)));
}
