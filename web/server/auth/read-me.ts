import type { Me } from '../../contract/session.ts';
import { rightsOf } from './rights.ts';
import type { UserContext } from './user-context.ts';

/** The account itself: needs no right but to be signed in. */
export async function readMe({ user }: UserContext): Promise<Me> {
  const { id, name, email, roles } = user;
  return { id, name, email, roles: [...roles], rights: [...rightsOf(roles)] };
}
