import { DELETION_ROUTES } from '../../contract/deletions.ts';
import { RETENTION_ROUTES } from '../../contract/retention.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind, bindExchange } from '../http/bind.ts';
import {
  approveDeletion,
  listDeletionRequests,
  rehearseDeletionRequest,
  requestDeletion,
} from './deletion-requests.ts';
import { endDeletionRequest } from './end-deletion-request.ts';
import { listDeletions } from './list-deletions.ts';
import { certificateReply, readCertificate } from './read-certificate.ts';
import { listEndedRules, readRetention } from './read-retention.ts';
import { approveRule, endRule, proposeRule, rehearseRule } from './rules.ts';

export const retentionRoutes: readonly BoundRoute[] = [
  bind(DELETION_ROUTES.approveDeletion, asUser, approveDeletion),
  bind(DELETION_ROUTES.endDeletionRequest, asUser, endDeletionRequest),
  bind(DELETION_ROUTES.rehearseDeletionRequest, asUser, rehearseDeletionRequest),
  bind(DELETION_ROUTES.listDeletionRequests, asUser, listDeletionRequests),
  bind(DELETION_ROUTES.requestDeletion, asUser, requestDeletion),
  bindExchange(DELETION_ROUTES.readCertificate, asUser, {
    verb: readCertificate,
    respond: certificateReply,
  }),
  bind(DELETION_ROUTES.listDeletions, asUser, listDeletions),
  bind(RETENTION_ROUTES.rehearseRule, asUser, rehearseRule),
  bind(RETENTION_ROUTES.readRetention, asUser, readRetention),
  bind(RETENTION_ROUTES.approveRule, asUser, approveRule),
  bind(RETENTION_ROUTES.endRule, asUser, endRule),
  bind(RETENTION_ROUTES.listEndedRules, asUser, listEndedRules),
  bind(RETENTION_ROUTES.proposeRule, asUser, proposeRule),
];
