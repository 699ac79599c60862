import { isAppError } from '@workcompanion/core/errors';
import { EmployeeId } from '@workcompanion/core/ids';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { reachPerson } from '../../server/auth/reach/reach-person.ts';
import { currentContext } from './current-context.ts';
import { requireMe } from './require-me.ts';

/** For pages of a person, and their titles: there is no such page about whom the account may not list. */
export const requirePerson = cache(
  async (path: string, person: string): Promise<{ readonly name: string }> => {
    await requireMe(path);
    const id = EmployeeId.safeParse(person);
    const context = await currentContext();
    if (!id.success || context === null) notFound();
    try {
      const { employee } = await reachPerson(context, 'list', id.data);
      return { name: employee.name };
    } catch (error) {
      if (isAppError(error, 'not-found')) notFound();
      throw error;
    }
  },
);
