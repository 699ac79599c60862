import { redirect } from 'next/navigation';
import type { Me } from '../../contract/session.ts';
import { currentMe } from './current-me.ts';

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
