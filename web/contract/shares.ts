import { EvidencePackageId, ShareId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { FootageCount, OneEvidencePackage } from './evidence-packages.ts';
import { told, toldShape } from './told.ts';

export const MAX_SHARE_DAYS = 90;

export const ShareSummary = z.object({
  id: ShareId,
  recipient: z.string(),
  mayDownload: z.boolean(),
  createdAt: UtcMicros,
  createdBy: z.string(),
  expiresAt: UtcMicros,
  status: told(z.enum(['active', 'locked', 'expired', 'revoked'])),
  openedAt: UtcMicros.nullable(),
});
export type ShareSummary = z.infer<typeof ShareSummary>;
export const Shares = z.object({ items: z.array(ShareSummary) });
export type Shares = z.infer<typeof Shares>;

export const MakeShare = OneEvidencePackage.extend({
  recipient: z.string().trim().min(2).max(100),
  days: z.number().int().min(1).max(MAX_SHARE_DAYS),
  mayDownload: z.boolean(),
});
export type MakeShare = z.infer<typeof MakeShare>;
/** The only time the link and its passcode are shown. */
export const ShareMade = z.object({
  id: ShareId,
  url: z.string(),
  passcode: z.string(),
  expiresAt: UtcMicros,
});
export type ShareMade = z.infer<typeof ShareMade>;

export const RevokeShare = z.object({ share: ShareId });
export type RevokeShare = z.infer<typeof RevokeShare>;

const Token = z.string().min(20).max(200);
export const InspectShare = z.object({ token: Token });
export type InspectShare = z.infer<typeof InspectShare>;
export const OpenShare = InspectShare.extend({ passcode: z.string().trim().min(1).max(100) });
export type OpenShare = z.infer<typeof OpenShare>;

const SharedVideo = z.object({
  /** Its number: what it is asked for by. */
  index: z.number().int(),
  kind: told(z.enum(['display', 'side-by-side'])),
  display: z.string().nullable(),
});

/** What a bearer sees: nothing but the door before the passcode was right. */
export const SharedPackage = toldShape('state', [
  z.object({ state: z.literal('closed'), lockedUntil: UtcMicros.nullable() }),
  z.object({
    state: z.literal('open'),
    share: ShareId,
    evidencePackage: EvidencePackageId,
    recipient: z.string(),
    expiresAt: UtcMicros,
    case: z.string(),
    clip: z.object({ title: z.string(), from: UtcMicros, to: UtcMicros }),
    person: z.object({ name: z.string(), timeZone: z.string() }),
    bytes: z.number().int(),
    sha256: z.string(),
    footage: FootageCount.nullable(),
    isProtected: z.boolean(),
    mayDownload: z.boolean(),
    /** Empty where the package has a password: it can be downloaded only. */
    videos: z.array(SharedVideo),
  }),
]);
export type SharedPackage = z.infer<typeof SharedPackage>;

export const SharedVideoPath = z.object({
  share: ShareId,
  index: z.coerce.number().int().min(0).max(1000),
});
export type SharedVideoPath = z.infer<typeof SharedVideoPath>;

export const SHARE_ROUTES = defineRoutes({
  listShares: {
    method: 'GET',
    path: '/api/portal/evidence-packages/{evidencePackage}/shares',
    params: OneEvidencePackage,
    answer: Shares,
  },
  revokeShare: {
    method: 'POST',
    path: '/api/portal/shares/revoke',
    body: RevokeShare,
    answer: null,
  },
  makeShare: { method: 'POST', path: '/api/portal/shares', body: MakeShare, answer: ShareMade },
  inspectShare: {
    method: 'POST',
    path: '/api/shared/inspect',
    body: InspectShare,
    answer: SharedPackage,
    isOpen: true,
  },
  openShare: {
    method: 'POST',
    path: '/api/shared/open',
    body: OpenShare,
    answer: SharedPackage,
    isOpen: true,
  },
  watchShared: {
    method: 'GET',
    path: '/api/shared/{share}/videos/{index}',
    params: SharedVideoPath,
    answer: 'video/mp4',
    isOpen: true,
    headId: 'measureShared',
  },
  downloadSharedPackage: {
    method: 'GET',
    path: '/api/shared/{share}/package',
    params: RevokeShare,
    answer: 'application/zip',
    isOpen: true,
    headId: 'measureSharedPackage',
  },
});
