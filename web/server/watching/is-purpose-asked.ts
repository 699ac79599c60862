import type { PersonId } from '@workcompanion/core/ids';
import type { WatchingSettings } from '../../contract/watching.ts';
import type { SignedInUser } from '../auth/user-context.ts';

type Watcher = Pick<SignedInUser, 'roles' | 'personId'>;

/** Whether who watches this person's footage must say why. */
export function isPurposeAsked(
  { roles, personId }: Watcher,
  person: PersonId,
  { exemptRoles }: WatchingSettings,
): boolean {
  const isSelf = roles.includes('employee') && personId === person;
  return !(isSelf || roles.some((role) => exemptRoles.includes(role)));
}
