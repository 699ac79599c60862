import { forbidden, redirect } from 'next/navigation';
import type { Me, Right } from '../../contract/session.ts';
import { currentMe } from './current-context.ts';

/**
 * For pages: who is signed in; everybody else goes to sign in, or to the second
 * factor that is owed, and comes back to `path`.
 */
export async function requireMe(path: string): Promise<Me> {
  const me = await currentMe();
  if (me === null) redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  if (me.owesSecondFactor !== null) redirect(`/second-factor?next=${encodeURIComponent(path)}`);
  return me;
}

/** For pages of a right: who holds it over everything. Others are told that they may not. */
export async function requireRight(path: string, right: Right): Promise<Me> {
  const me = await requireMe(path);
  if (!me.rights.includes(right)) forbidden();
  return me;
}
