import type { Me } from '../../contract/session.ts';
import { meOf } from './me-of.ts';
import type { UserContext } from './user-context.ts';

/** The account itself: needs no right but to be signed in. */
export async function readMe(ctx: UserContext): Promise<Me> {
  return meOf(ctx);
}
