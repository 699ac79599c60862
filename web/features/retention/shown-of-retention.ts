import { HOLD_ROUTES } from '../../contract/holds.ts';
import { RETENTION_ROUTES } from '../../contract/retention.ts';

/** What these pages show of rules, holds and deletions: each of them changes what the others take. */
export const SHOWN_OF_RETENTION = [
  RETENTION_ROUTES.readRetention,
  RETENTION_ROUTES.listEndedRules,
  RETENTION_ROUTES.rehearseRule,
  RETENTION_ROUTES.listDeletions,
  RETENTION_ROUTES.listDeletionRequests,
  RETENTION_ROUTES.rehearseDeletionRequest,
  HOLD_ROUTES.listHolds,
] as const;
