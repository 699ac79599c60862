import { redirect } from 'next/navigation';
import { currentMe } from './session/current-context.ts';

/** Who looks after people begins with what waits for them; who is recorded, with their own. */
export default async function HomePage(): Promise<never> {
  const me = await currentMe();
  const isOverOthers = me?.rights.includes('list') === true || me?.roles.includes('manager');
  if (isOverOthers === true) redirect('/overview');
  redirect(me?.isRecorded === true ? '/me' : '/people');
}
