import { redirect } from 'next/navigation';
import { currentMe } from './session/current-me.ts';

/** Who looks after people begins with how their recording goes; everybody else with their own. */
export default async function HomePage(): Promise<never> {
  const me = await currentMe();
  const isOverOthers = me?.rights.includes('list') === true || me?.roles.includes('manager');
  redirect(isOverOthers === true ? '/overview' : '/people');
}
