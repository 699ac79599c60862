import { CASE_ROUTES } from '../../contract/cases.ts';
import { EVIDENCE_PACKAGE_ROUTES } from '../../contract/evidence-packages.ts';
import { SHARE_ROUTES } from '../../contract/shares.ts';

/** What is shown of cases, their packages and shares: any act on one of them may change each. */
export const SHOWN_OF_CASES = [
  CASE_ROUTES.listCases,
  CASE_ROUTES.readCase,
  CASE_ROUTES.listNotes,
  CASE_ROUTES.listCaseHolds,
  CASE_ROUTES.listCaseActivity,
  EVIDENCE_PACKAGE_ROUTES.listEvidencePackages,
  EVIDENCE_PACKAGE_ROUTES.listCustody,
  SHARE_ROUTES.listShares,
] as const;
