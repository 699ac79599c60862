import { type ErrorCode, HTTP_STATUS } from '@workcompanion/core/errors';
import { Redaction } from '@workcompanion/core/evidence/manifest';
import { CaseId, ClipId, ExportId, UserId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { OneCase } from './cases.ts';
import { Acted, Why } from './control.ts';
import { defineRoutes } from './define-routes.ts';
import { Reason } from './reason.ts';
import { PageSize } from './sorted-page.ts';
import { PurposeReason } from './watching.ts';

const MIN_PACKAGE_PASSWORD = 12;

const ExportState = z.enum([
  'awaiting-approval',
  'refused',
  'queued',
  'running',
  'made',
  'failed',
  'cancelled',
  'expired',
]);

const ExportStep = z.enum(['gathering', 'segments', 'videos', 'packing', 'verifying']);

const isErrorCode = (code: string): code is ErrorCode => code in HTTP_STATUS;

/** What of the stretch is in a package, withheld parts left out. Null: made before it was counted. */
export const FootageCount = z.object({ segments: z.number().int(), absent: z.number().int() });
export type FootageCount = z.infer<typeof FootageCount>;

export const ExportSummary = z.object({
  id: ExportId,
  case: CaseId,
  clip: z.object({ id: ClipId, title: z.string() }),
  state: ExportState,
  reason: PurposeReason,
  note: z.string(),
  withheld: z.number().int(),
  blurred: z.number().int(),
  /** As in `Clip`. */
  disclosesWindow: z.boolean(),
  isProtected: z.boolean(),
  requestedAt: UtcMicros,
  requestedBy: z.object({ id: UserId, name: z.string() }),
  decision: z.object({ at: UtcMicros, by: z.string(), note: z.string() }).nullable(),
  step: ExportStep.nullable(),
  /** Progress of all steps, 0 to 1000. */
  progress: z.number().int(),
  lastError: z.string().refine(isErrorCode).nullable(),
  finishedAt: UtcMicros.nullable(),
  bytes: z.number().int().nullable(),
  sha256: z.string().nullable(),
  footage: FootageCount.nullable(),
  /** Asked to leave off, and not yet done so. */
  isCancelling: z.boolean(),
  expiresAt: UtcMicros.nullable(),
  /** Whoever asks may decide it, being another person than its maker. */
  mayDecide: z.boolean(),
});
export type ExportSummary = z.infer<typeof ExportSummary>;
export const ExportsPage = z.object({ items: z.array(ExportSummary), next: z.string().nullable() });
export type ExportsPage = z.infer<typeof ExportsPage>;

/** The second field of all reasons: for an export words are needed, whatever the reason. */
export const RequestExport = z.object({
  clip: ClipId,
  reason: PurposeReason,
  note: Reason,
  /** Password of the zip; it is not kept beyond the making. */
  password: z.string().min(MIN_PACKAGE_PASSWORD).max(128).nullable(),
  redaction: Redaction.extend({
    withheld: Redaction.shape.withheld.max(100),
    blurred: Redaction.shape.blurred.max(200),
  }),
});
export type RequestExport = z.infer<typeof RequestExport>;
export const ExportRequested = z.object({ id: ExportId, state: ExportState });
export type ExportRequested = z.infer<typeof ExportRequested>;

export const OneExport = z.object({ export: ExportId });
export type OneExport = z.infer<typeof OneExport>;

export const DecideExport = OneExport.extend({ isApproved: z.boolean(), note: Reason });
export type DecideExport = z.infer<typeof DecideExport>;

const CustodyAction = z.enum([
  'requested',
  'approved',
  'refused',
  'started',
  'made',
  'failed',
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
  action: CustodyAction,
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
  /** The clip was chosen before there was an export. */
  selected: z.object({ at: UtcMicros, by: z.string() }),
  items: z.array(CustodyEvent),
  next: z.string().nullable(),
});
export type CustodyPage = z.infer<typeof CustodyPage>;

export const ExportSettings = z.object({
  /** Another person who may export has to agree. */
  secondPerson: z.boolean().default(false),
});
export type ExportSettings = z.infer<typeof ExportSettings>;

export const ChangeExportSettings = ExportSettings.extend(Why.shape);
export type ChangeExportSettings = z.infer<typeof ChangeExportSettings>;

export const ListExports = OneCase.extend({ cursor: ExportId.optional(), limit: PageSize });
export type ListExports = z.infer<typeof ListExports>;

export const ListCustody = OneExport.extend({
  /** The number of the last event of the page before. */
  cursor: z.coerce.number().int().min(1).optional(),
  limit: PageSize,
});
export type ListCustody = z.infer<typeof ListCustody>;

export const EXPORT_ROUTES = defineRoutes({
  listExports: {
    method: 'GET',
    path: '/api/portal/cases/{case}/evidence-packages',
    params: ListExports.pick({ case: true }),
    query: ListExports.omit({ case: true }),
    answer: ExportsPage,
  },
  showExportSettings: {
    method: 'GET',
    path: '/api/portal/evidence-package-settings',
    answer: ExportSettings,
  },
  changeExportSettings: {
    method: 'POST',
    path: '/api/portal/evidence-package-settings',
    body: ChangeExportSettings,
    answer: Acted,
  },
  listCustody: {
    method: 'GET',
    path: '/api/portal/evidence-packages/{export}/custody',
    params: ListCustody.pick({ export: true }),
    query: ListCustody.omit({ export: true }),
    answer: CustodyPage,
  },
  cancelExport: {
    method: 'POST',
    path: '/api/portal/evidence-packages/cancel',
    body: OneExport,
    answer: null,
  },
  decideExport: {
    method: 'POST',
    path: '/api/portal/evidence-packages/decide',
    body: DecideExport,
    answer: null,
  },
  retryExport: {
    method: 'POST',
    path: '/api/portal/evidence-packages/retry',
    body: OneExport,
    answer: null,
  },
  requestExport: {
    method: 'POST',
    path: '/api/portal/evidence-packages',
    body: RequestExport,
    answer: ExportRequested,
  },
  downloadPackage: {
    method: 'GET',
    path: '/api/portal/evidence-packages/{export}/package',
    params: OneExport,
    answer: 'application/zip',
    headId: 'measurePackage',
  },
});
