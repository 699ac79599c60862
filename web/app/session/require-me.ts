import { redirect } from 'next/navigation';
import type { Me } from '../../contract/session.ts';
import { currentMe } from './current-me.ts';

/** For pages: who is signed in; everybody else goes to sign in and comes back to `path`. */
export async function requireMe(path: string): Promise<Me> {
  const me = await currentMe();
  if (me === null) redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  return me;
}
