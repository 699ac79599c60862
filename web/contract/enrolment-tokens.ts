import { EnrolmentTokenId, PersonId, TeamId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { told } from './told.ts';

export const EnrolmentTokenSummary = z.object({
  id: EnrolmentTokenId,
  label: z.string(),
  person: z.object({ id: PersonId, name: z.string() }).nullable(),
  team: z.object({ id: TeamId, name: z.string() }).nullable(),
  createdAt: UtcMicros,
  expiresAt: UtcMicros,
  uses: z.number().int(),
  maxUses: z.number().int(),
  trustedHosts: z.array(z.string()),
  status: told(z.enum(['active', 'used-up', 'expired', 'revoked'])),
});
export type EnrolmentTokenSummary = z.infer<typeof EnrolmentTokenSummary>;
export const EnrolmentTokensPage = z.object({ items: z.array(EnrolmentTokenSummary) });

export const CreateEnrolmentToken = z.object({
  label: z.string().trim().min(1).max(100),
  /** Null: each device is filed under the person whose login it reports. */
  personId: PersonId.nullable(),
  /** The team of people whom it makes known; those known already stay in theirs. */
  teamId: TeamId.nullable().default(null),
  expiresInHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 90),
  maxUses: z.number().int().min(1).max(10_000),
  /** Serial numbers, computer names, or domains with their dot, that need no approval. */
  trustedHosts: z.array(z.string().trim().min(2).max(255)).max(1_000).default([]),
});
export type CreateEnrolmentToken = z.infer<typeof CreateEnrolmentToken>;

/** The only time the token itself is shown. */
export const EnrolmentTokenCreated = z.object({
  id: EnrolmentTokenId,
  token: z.string(),
  serverUrl: z.string(),
});
export type EnrolmentTokenCreated = z.infer<typeof EnrolmentTokenCreated>;

export const RevokeEnrolmentToken = z.object({ id: EnrolmentTokenId });
export type RevokeEnrolmentToken = z.infer<typeof RevokeEnrolmentToken>;

export const ENROLMENT_TOKEN_ROUTES = defineRoutes({
  revokeEnrolmentToken: {
    method: 'POST',
    path: '/api/portal/enrolment-tokens/{id}/revoke',
    params: RevokeEnrolmentToken,
    answer: null,
  },
  listEnrolmentTokens: {
    method: 'GET',
    path: '/api/portal/enrolment-tokens',
    answer: EnrolmentTokensPage,
  },
  createEnrolmentToken: {
    method: 'POST',
    path: '/api/portal/enrolment-tokens',
    body: CreateEnrolmentToken,
    answer: EnrolmentTokenCreated,
  },
});
