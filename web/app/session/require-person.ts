import { isAppError } from '@workcompanion/core/errors';
import { PersonId } from '@workcompanion/core/ids';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { reachPerson } from '../../server/auth/reach/reach-person.ts';
import { currentContext } from './current-context.ts';
import { requireMe } from './require-me.ts';

/** For pages of a person, and their titles: there is no such page about whom the account may not list. */
export const requirePerson = cache(
  async (path: string, person: string): Promise<{ readonly name: string }> => {
    await requireMe(path);
    const id = PersonId.safeParse(person);
    const context = await currentContext();
    if (!id.success || context === null) notFound();
    try {
      const { person } = await reachPerson(context, 'list', id.data);
      return { name: person.name };
    } catch (error) {
      if (isAppError(error, 'not-found')) notFound();
      throw error;
    }
  },
);
