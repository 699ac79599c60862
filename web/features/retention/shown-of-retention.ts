import { DELETION_ROUTES } from '../../contract/deletions.ts';
import { HOLD_ROUTES } from '../../contract/holds.ts';
import { RETENTION_ROUTES } from '../../contract/retention.ts';

/** What these pages show of rules, holds and deletions: each of them changes what the others take. */
export const SHOWN_OF_RETENTION = [
  RETENTION_ROUTES.readRetention,
  RETENTION_ROUTES.listEndedRules,
  RETENTION_ROUTES.rehearseRule,
  DELETION_ROUTES.listDeletions,
  DELETION_ROUTES.listDeletionRequests,
  DELETION_ROUTES.rehearseDeletionRequest,
  HOLD_ROUTES.listHolds,
] as const;
