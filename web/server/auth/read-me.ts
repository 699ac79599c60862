import type { Me } from '../../contract/session.ts';
import { rightsOf, rightsOverSome } from './rights.ts';
import type { SignedIn, UserContext } from './user-context.ts';

/** The account itself: needs no right but to be signed in. */
export async function readMe(ctx: UserContext): Promise<Me> {
  return meOf(ctx);
}

/** What the pages are told of the account. */
export function meOf({ user, session }: SignedIn): Me {
  const { id, name, email, roles, personId } = user;
  return {
    id,
    name,
    email,
    roles: [...roles],
    rights: [...rightsOf(roles)],
    rightsOverSome: [...rightsOverSome(roles)],
    personId,
    owesSecondFactor: session.owes,
    isRecorded: personId !== null && roles.includes('employee'),
  };
}
