import { CASE_ROUTES } from '../../contract/cases.ts';
import { EXPORT_ROUTES } from '../../contract/exports.ts';
import { SHARE_ROUTES } from '../../contract/shares.ts';

/** What is shown of cases, their packages and shares: any act on one of them may change each. */
export const SHOWN_OF_CASES = [
  CASE_ROUTES.listCases,
  CASE_ROUTES.readCase,
  CASE_ROUTES.listNotes,
  CASE_ROUTES.listCaseHolds,
  CASE_ROUTES.listCaseActivity,
  EXPORT_ROUTES.listExports,
  EXPORT_ROUTES.listCustody,
  SHARE_ROUTES.listShares,
] as const;
