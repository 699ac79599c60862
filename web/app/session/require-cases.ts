import { isAppError } from '@workcompanion/core/errors';
import { CaseId, type UserId } from '@workcompanion/core/ids';
import { forbidden, notFound } from 'next/navigation';
import { cache } from 'react';
import { mayExportSome, readableCase } from '../../server/cases/open-case.ts';
import { currentContext } from './current-context.ts';
import { requireMe } from './require-me.ts';

/** For the list of cases: who may export, of somebody at least, and auditors. */
export async function requireCases(path: string): Promise<{ readonly mayMake: boolean }> {
  const me = await requireMe(path);
  const context = await currentContext();
  const mayMake = context !== null && (await mayExportSome(context));
  if (!mayMake && !me.rights.includes('audit')) forbidden();
  return { mayMake };
}

interface CaseOfPage {
  readonly title: string;
  readonly self: UserId;
}

/** For pages of a case, and their titles: there is no such page for whoever may not open it. */
export const requireCase = cache(async (path: string, id: string): Promise<CaseOfPage> => {
  const me = await requireMe(path);
  const caseId = CaseId.safeParse(id);
  const context = await currentContext();
  if (!caseId.success || context === null) notFound();
  try {
    const { row } = await readableCase(context, caseId.data);
    return { title: row.title, self: me.id };
  } catch (error) {
    if (isAppError(error, 'not-found')) notFound();
    throw error;
  }
});
