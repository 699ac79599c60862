import {
  ArchiveStatus,
  QuarantinedRetried,
  RetryQuarantined,
  StorageHistory,
  TroubledSegmentsPage,
} from '../../contract/archive.ts';
import { HoldPlaced, HoldsPage, PlaceHold, ReleaseHold } from '../../contract/holds.ts';
import { ExplainHistory, FindingsPage, IntegrityOverview } from '../../contract/integrity.ts';
import { RequestRestore, RestoreStatus } from '../../contract/restores.ts';
import {
  DeletionRequestChoice,
  DeletionRequestsPage,
  DeletionsPage,
  ProposeRule,
  Rehearsal,
  RequestDeletion,
  RequestRehearsal,
  RetentionOverview,
  RuleChoice,
  RulesPage,
} from '../../contract/retention.ts';
import { ListTroubledSegments } from '../archive/list-troubled-segments.ts';
import { ReadStorageHistory } from '../archive/read-storage-history.ts';
import { ListHolds } from '../holds/list-holds.ts';
import { ListFindings } from '../integrity/list-findings.ts';
import { ReadRestores } from '../restores/read-restores.ts';
import { ListDeletionRequests } from '../retention/list-deletion-requests.ts';
import { ListDeletions } from '../retention/list-deletions.ts';
import { ListEndedRules } from '../retention/list-ended-rules.ts';
import { ReadCertificate } from '../retention/read-certificate.ts';
import { RehearseDeletionRequest } from '../retention/rehearse-deletion-request.ts';
import { RehearseRule } from '../retention/rehearse-rule.ts';
import type { Operations } from './operation.ts';

export const STORAGE_OPERATIONS = {
  'GET /api/portal/archive': { id: 'readArchiveStatus', answer: ArchiveStatus },
  'GET /api/portal/archive/history': {
    id: 'readStorageHistory',
    location: ReadStorageHistory,
    answer: StorageHistory,
  },
  'POST /api/portal/archive/retry': {
    id: 'retryQuarantined',
    body: RetryQuarantined,
    answer: QuarantinedRetried,
  },
  'GET /api/portal/archive/segments': {
    id: 'listTroubledSegments',
    location: ListTroubledSegments,
    answer: TroubledSegmentsPage,
  },
  'GET /api/portal/holds': { id: 'listHolds', location: ListHolds, answer: HoldsPage },
  'POST /api/portal/holds': { id: 'placeHold', body: PlaceHold, answer: HoldPlaced },
  'POST /api/portal/holds/release': { id: 'releaseHold', body: ReleaseHold, answer: null },
  'GET /api/portal/integrity': { id: 'readIntegrity', answer: IntegrityOverview },
  'GET /api/portal/integrity/findings': {
    id: 'listFindings',
    location: ListFindings,
    answer: FindingsPage,
  },
  'POST /api/portal/integrity/explanations': {
    id: 'explainHistory',
    body: ExplainHistory,
    answer: null,
  },
  'GET /api/portal/restores': { id: 'readRestores', location: ReadRestores, answer: RestoreStatus },
  'POST /api/portal/restores': {
    id: 'requestRestore',
    body: RequestRestore,
    answer: RestoreStatus,
  },
  'GET /api/portal/retention': { id: 'readRetention', answer: RetentionOverview },
  'GET /api/portal/retention/deletion-requests': {
    id: 'listDeletionRequests',
    location: ListDeletionRequests,
    answer: DeletionRequestsPage,
  },
  'POST /api/portal/retention/deletion-requests': {
    id: 'requestDeletion',
    body: RequestDeletion,
    answer: DeletionRequestChoice,
  },
  'POST /api/portal/retention/deletion-requests/approve': {
    id: 'approveDeletion',
    body: DeletionRequestChoice,
    answer: null,
  },
  'POST /api/portal/retention/deletion-requests/end': {
    id: 'endDeletionRequest',
    body: DeletionRequestChoice,
    answer: null,
  },
  'GET /api/portal/retention/deletion-requests/rehearsal': {
    id: 'rehearseDeletionRequest',
    location: RehearseDeletionRequest,
    answer: RequestRehearsal,
  },
  'GET /api/portal/retention/deletions': {
    id: 'listDeletions',
    location: ListDeletions,
    answer: DeletionsPage,
  },
  'GET /api/portal/retention/deletions/[id]/certificate': {
    id: 'readCertificate',
    location: ReadCertificate,
    answer: 'application/jose',
  },
  'GET /api/portal/retention/rehearsal': {
    id: 'rehearseRule',
    location: RehearseRule,
    answer: Rehearsal,
  },
  'GET /api/portal/retention/rules': {
    id: 'listEndedRules',
    location: ListEndedRules,
    answer: RulesPage,
  },
  'POST /api/portal/retention/rules': { id: 'proposeRule', body: ProposeRule, answer: RuleChoice },
  'POST /api/portal/retention/rules/approve': { id: 'approveRule', body: RuleChoice, answer: null },
  'POST /api/portal/retention/rules/end': { id: 'endRule', body: RuleChoice, answer: null },
} as const satisfies Operations;
