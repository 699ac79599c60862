import type { ListCaseHolds } from '../../contract/cases.ts';
import type { HoldsPage } from '../../contract/holds.ts';
import type { UserContext } from '../auth/user-context.ts';
import { readHolds } from '../holds/list-holds.ts';
import { readableCase } from './open-case.ts';

/** The holds that were placed for the case. */
export async function listCaseHolds(
  ctx: UserContext,
  { case: caseId, ...page }: ListCaseHolds,
): Promise<HoldsPage> {
  await readableCase(ctx, caseId);
  return readHolds(ctx, { ...page, caseId });
}
