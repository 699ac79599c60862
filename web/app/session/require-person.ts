import { isAppError } from '@workcompanion/core/errors';
import { EmployeeId } from '@workcompanion/core/ids';
import { notFound } from 'next/navigation';
import { reachPerson } from '../../server/auth/reach/reach-person.ts';
import { currentContext } from './current-context.ts';
import { requireMe } from './require-me.ts';

/** For pages of a person: there is no such page about whom the account may not list. */
export async function requirePerson(path: string, person: string): Promise<void> {
  await requireMe(path);
  const id = EmployeeId.safeParse(person);
  const context = await currentContext();
  if (!id.success || context === null) notFound();
  try {
    await reachPerson(context, 'list', id.data);
  } catch (error) {
    if (isAppError(error, 'not-found')) notFound();
    throw error;
  }
}
