import type { Me } from '../../contract/session.ts';
import { meOf } from '../../server/auth/read-me.ts';
import { currentContext } from './current-context.ts';

/** Who is signed in, or null. */
export async function currentMe(): Promise<Me | null> {
  const context = await currentContext();
  return context === null ? null : meOf(context);
}
