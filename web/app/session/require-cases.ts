import { isAppError } from '@workcompanion/core/errors';
import { CaseId } from '@workcompanion/core/ids';
import { forbidden, notFound } from 'next/navigation';
import { mayExportSome } from '../../server/cases/may-export-some.ts';
import { readableCase } from '../../server/cases/open-case.ts';
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

/** For pages of a case: there is no such page for whoever may not open it. */
export async function requireCase(path: string, id: string): Promise<void> {
  await requireMe(path);
  const caseId = CaseId.safeParse(id);
  const context = await currentContext();
  if (!caseId.success || context === null) notFound();
  try {
    await readableCase(context, caseId.data);
  } catch (error) {
    if (isAppError(error, 'not-found')) notFound();
    throw error;
  }
}
