import { forbidden } from 'next/navigation';
import type { Me, Right } from '../../contract/session.ts';
import { requireMe } from './require-me.ts';

/** For pages of a right: who holds it over everything. Others are told that they may not. */
export async function requireRight(path: string, right: Right): Promise<Me> {
  const me = await requireMe(path);
  if (!me.rights.includes(right)) forbidden();
  return me;
}
