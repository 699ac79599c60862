import { PurposeReason } from '@workcompanion/core/access';
import { type ErrorCode, HTTP_STATUS } from '@workcompanion/core/errors';
import { FINDINGS, type FindingCode } from '@workcompanion/core/evidence/finding-codes';
import { Redaction } from '@workcompanion/core/evidence/manifest';
import { CaseId, ClipId, EvidencePackageId, UserId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { OneCase } from './cases.ts';
import { Acted, Why } from './control.ts';
import { defineRoutes } from './define-routes.ts';
import { Reason } from './reason.ts';
import { PageSize } from './sorted-page.ts';
import { told } from './told.ts';

const MIN_PACKAGE_PASSWORD = 12;

const EvidencePackageState = z.enum([
  'awaiting-approval',
  'refused',
  'queued',
  'running',
  'made',
  'failed',
  'cancelled',
  'expired',
]);

const EvidencePackageStep = z.enum(['gathering', 'segments', 'videos', 'packing', 'verifying']);

const isErrorCode = (code: string): code is ErrorCode => code in HTTP_STATUS;

/** What of the stretch is in a package, withheld parts left out. Null: made before it was counted. */
export const FootageCount = z.object({ segments: z.number().int(), absent: z.number().int() });
export type FootageCount = z.infer<typeof FootageCount>;

const isFindingCode = (code: string): code is FindingCode => code in FINDINGS;

/** What the checks of a recipient say of a package, as its maker ran them. */
const PackageVerdict = z.object({
  outcome: told(z.enum(['proven', 'unproven', 'consistent'])),
  unproven: z.array(z.string().refine(isFindingCode)).readonly(),
});

export const EvidencePackageSummary = z.object({
  id: EvidencePackageId,
  case: CaseId,
  clip: z.object({ id: ClipId, title: z.string() }),
  state: told(EvidencePackageState),
  reason: told(PurposeReason),
  note: z.string(),
  withheld: z.number().int(),
  blurred: z.number().int(),
  /** As in `Clip`. */
  disclosesWindow: z.boolean(),
  isProtected: z.boolean(),
  requestedAt: UtcMicros,
  requestedBy: z.object({ id: UserId, name: z.string() }),
  decision: z.object({ at: UtcMicros, by: z.string(), note: z.string() }).nullable(),
  step: told(EvidencePackageStep).nullable(),
  /** Progress of all steps, 0 to 1000. */
  progress: z.number().int(),
  lastError: z.string().refine(isErrorCode).catch('internal').nullable(),
  finishedAt: UtcMicros.nullable(),
  bytes: z.number().int().nullable(),
  sha256: z.string().nullable(),
  footage: FootageCount.nullable(),
  verdict: PackageVerdict.nullable(),
  /** It waits until then, when all of it is proven. Null: it waits for nothing but its turn. */
  waitsUntil: UtcMicros.nullable(),
  /** It is made anew by itself then, because a checkpoint is missing yet. */
  reissuedAt: UtcMicros.nullable(),
  /** It was made anew of another one. */
  isReissue: z.boolean(),
  /** Asked to leave off, and not yet done so. */
  isCancelling: z.boolean(),
  expiresAt: UtcMicros.nullable(),
  /** What it leaves out, for whoever may decide it, being another person than its maker; else null. */
  toDecide: Redaction.nullable(),
});
export type EvidencePackageSummary = z.infer<typeof EvidencePackageSummary>;
export const EvidencePackagesPage = z.object({
  items: z.array(EvidencePackageSummary),
  next: z.string().nullable(),
});
export type EvidencePackagesPage = z.infer<typeof EvidencePackagesPage>;

/** What a package of a clip would have, if it were made now. */
export const ClipProof = z.object({
  segments: z.number().int(),
  /** Those of them whose keys are destroyed: the package proves them, and shows nothing of them. */
  destroyed: z.number().int(),
  /** When checkpoints hold all of its statements. Null: they do. */
  provableAt: UtcMicros.nullable(),
});
export type ClipProof = z.infer<typeof ClipProof>;

/** Regions that one package blurs or covers: a text may stand at many places. */
export const MOST_REGIONS = 1_000;

/** The second field of all reasons: for a package words are needed, whatever the reason. */
export const RequestEvidencePackage = z.object({
  clip: ClipId,
  reason: PurposeReason,
  note: Reason,
  /** Password of the zip; it is not kept beyond the making. */
  password: z.string().min(MIN_PACKAGE_PASSWORD).max(128).nullable(),
  /** Also videos with the clock below the picture; what is blurred is shown in these alone. */
  clockVideos: z.boolean().optional(),
  /** Wait until checkpoints hold all of its statements. */
  onceProvable: z.boolean().optional(),
  redaction: Redaction.extend({
    withheld: Redaction.shape.withheld.max(100),
    blurred: Redaction.shape.blurred.max(MOST_REGIONS),
  }),
});
export type RequestEvidencePackage = z.infer<typeof RequestEvidencePackage>;
export const EvidencePackageRequested = z.object({
  id: EvidencePackageId,
  state: told(EvidencePackageState),
});
export type EvidencePackageRequested = z.infer<typeof EvidencePackageRequested>;

export const OneEvidencePackage = z.object({ evidencePackage: EvidencePackageId });
export type OneEvidencePackage = z.infer<typeof OneEvidencePackage>;

export const DecideEvidencePackage = OneEvidencePackage.extend({
  isApproved: z.boolean(),
  note: Reason,
});
export type DecideEvidencePackage = z.infer<typeof DecideEvidencePackage>;

const CustodyAction = z.enum([
  'requested',
  'approved',
  'refused',
  'started',
  'made',
  'failed',
  'reissued',
  'cancelled',
  'downloaded',
  'shared',
  'share-opened',
  'share-watched',
  'share-refused',
  'share-revoked',
  'expired',
]);
export const CustodyEvent = z.object({
  id: z.number().int(),
  at: UtcMicros,
  action: told(CustodyAction),
  /** Null: the server itself, or whoever has a share. */
  userName: z.string().nullable(),
  /** Whom the share was for. */
  recipient: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type CustodyEvent = z.infer<typeof CustodyEvent>;
export const CustodyPage = z.object({
  /** What the log is of. */
  package: z.object({
    case: z.string(),
    clip: z.object({ title: z.string(), from: UtcMicros, to: UtcMicros }),
    person: z.object({ name: z.string(), timeZone: z.string() }),
    sha256: z.string().nullable(),
  }),
  /** The clip was chosen before there was a package. */
  selected: z.object({ at: UtcMicros, by: z.string() }),
  items: z.array(CustodyEvent),
  next: z.string().nullable(),
});
export type CustodyPage = z.infer<typeof CustodyPage>;

export const EvidencePackageSettings = z.object({
  /** Another person who may export has to agree. */
  secondPerson: z.boolean().default(false),
});
export type EvidencePackageSettings = z.infer<typeof EvidencePackageSettings>;

export const ChangeEvidencePackageSettings = EvidencePackageSettings.extend(Why.shape);
export type ChangeEvidencePackageSettings = z.infer<typeof ChangeEvidencePackageSettings>;

export const ListEvidencePackages = OneCase.extend({
  cursor: EvidencePackageId.optional(),
  limit: PageSize,
});
export type ListEvidencePackages = z.infer<typeof ListEvidencePackages>;

export const ListCustody = OneEvidencePackage.extend({
  /** The number of the last event of the page before. */
  cursor: z.coerce.number().int().min(1).optional(),
  limit: PageSize,
});
export type ListCustody = z.infer<typeof ListCustody>;

export const EVIDENCE_PACKAGE_ROUTES = defineRoutes({
  listEvidencePackages: {
    method: 'GET',
    path: '/api/portal/cases/{case}/evidence-packages',
    params: ListEvidencePackages.pick({ case: true }),
    query: ListEvidencePackages.omit({ case: true }),
    answer: EvidencePackagesPage,
  },
  showEvidencePackageSettings: {
    method: 'GET',
    path: '/api/portal/evidence-package-settings',
    answer: EvidencePackageSettings,
  },
  changeEvidencePackageSettings: {
    method: 'POST',
    path: '/api/portal/evidence-package-settings',
    body: ChangeEvidencePackageSettings,
    answer: Acted,
  },
  listCustody: {
    method: 'GET',
    path: '/api/portal/evidence-packages/{evidencePackage}/custody',
    params: ListCustody.pick({ evidencePackage: true }),
    query: ListCustody.omit({ evidencePackage: true }),
    answer: CustodyPage,
  },
  cancelEvidencePackage: {
    method: 'POST',
    path: '/api/portal/evidence-packages/cancel',
    body: OneEvidencePackage,
    answer: null,
  },
  decideEvidencePackage: {
    method: 'POST',
    path: '/api/portal/evidence-packages/decide',
    body: DecideEvidencePackage,
    answer: null,
  },
  retryEvidencePackage: {
    method: 'POST',
    path: '/api/portal/evidence-packages/retry',
    body: OneEvidencePackage,
    answer: null,
  },
  readClipProof: {
    method: 'GET',
    path: '/api/portal/clips/{clip}/proof',
    params: RequestEvidencePackage.pick({ clip: true }),
    answer: ClipProof,
  },
  requestEvidencePackage: {
    method: 'POST',
    path: '/api/portal/evidence-packages',
    body: RequestEvidencePackage,
    answer: EvidencePackageRequested,
  },
  downloadPackage: {
    method: 'GET',
    path: '/api/portal/evidence-packages/{evidencePackage}/package',
    params: OneEvidencePackage,
    answer: 'application/zip',
    headId: 'measurePackage',
  },
});
