import type { z } from 'zod';
import { OneCase } from '../../contract/cases.ts';
import type { HoldsPage } from '../../contract/holds.ts';
import type { UserContext } from '../auth/user-context.ts';
import { ListHolds, readHolds } from '../holds/list-holds.ts';
import { readableCase } from './open-case.ts';

export const ListCaseHolds = ListHolds.extend(OneCase.shape);

/** The holds that were placed for the case. */
export async function listCaseHolds(
  ctx: UserContext,
  { case: caseId, ...page }: z.infer<typeof ListCaseHolds>,
): Promise<HoldsPage> {
  await readableCase(ctx, caseId);
  return readHolds(ctx, { ...page, caseId });
}
