import { PurposeReason } from '@workcompanion/core/access';
import { DeviceId, EvidencePackageId, PersonId } from '@workcompanion/core/ids';
import { Policy } from '@workcompanion/core/protocol/policy';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { PersonSummary } from './people.ts';
import { PageSize } from './sorted-page.ts';
import { told } from './told.ts';

/** How one computer of the signed-in person is recorded. */
export const MirrorDevice = z.object({
  id: DeviceId,
  hostname: z.string(),
  lastFrameAt: UtcMicros.nullable(),
  /** It is no longer taken from. */
  isRevoked: z.boolean(),
  policy: Policy,
  /** The notice that the person acknowledged there last. */
  acknowledged: z.object({ version: z.number().int(), at: UtcMicros }).nullable(),
});
export type MirrorDevice = z.infer<typeof MirrorDevice>;

/** What is recorded of the signed-in person. */
export const Mirror = z.object({
  person: z.object({ id: PersonId, name: z.string(), timeZone: z.string() }),
  /** The person's local day, over all displays. */
  today: PersonSummary.shape.today,
  now: UtcMicros,
  devices: z.array(MirrorDevice),
});
export type Mirror = z.infer<typeof Mirror>;

/** A package that was made of the signed-in person's footage. */
export const OwnEvidencePackage = z.object({
  id: EvidencePackageId,
  at: UtcMicros,
  userName: z.string(),
  from: UtcMicros,
  to: UtcMicros,
  displays: z.array(z.string()),
  reason: told(PurposeReason),
  /** When the server deletes its package, or has. */
  expiresAt: UtcMicros.nullable(),
  /** Who downloaded it, or opened it by a link: each once, the first first. */
  receivers: z.array(z.string()),
});
export type OwnEvidencePackage = z.infer<typeof OwnEvidencePackage>;
export const OwnEvidencePackagesPage = z.object({
  items: z.array(OwnEvidencePackage),
  next: z.string().nullable(),
});
export type OwnEvidencePackagesPage = z.infer<typeof OwnEvidencePackagesPage>;

export const ListOwnEvidencePackages = z.object({
  cursor: EvidencePackageId.optional(),
  limit: PageSize,
});
export type ListOwnEvidencePackages = z.infer<typeof ListOwnEvidencePackages>;

export const MIRROR_ROUTES = defineRoutes({
  listOwnEvidencePackages: {
    method: 'GET',
    path: '/api/portal/mirror/evidence-packages',
    query: ListOwnEvidencePackages,
    answer: OwnEvidencePackagesPage,
  },
  readMirror: { method: 'GET', path: '/api/portal/mirror', answer: Mirror },
});
