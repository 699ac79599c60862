import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';

const Token = z.string().min(20).max(200);

export const InspectLink = z.object({ token: Token });
export type InspectLink = z.infer<typeof InspectLink>;

/** Whose link it is, so that they see that it is theirs. */
export const InspectedLink = z.object({
  purpose: z.enum(['invitation', 'password-reset']),
  name: z.string(),
  email: z.string(),
});
export type InspectedLink = z.infer<typeof InspectedLink>;

export const NewPassword = z.string().min(12).max(200);

export const RedeemLink = z.object({ token: Token, password: NewPassword });
export type RedeemLink = z.infer<typeof RedeemLink>;

export const InspectRecorderLink = z.object({ code: Token });
export type InspectRecorderLink = z.infer<typeof InspectRecorderLink>;

export const InspectedRecorderLink = z.object({ name: z.string() });
export type InspectedRecorderLink = z.infer<typeof InspectedRecorderLink>;

export const ACCOUNT_LINK_ROUTES = defineRoutes({
  inspectLink: {
    method: 'POST',
    path: '/api/portal/account-links/inspect',
    body: InspectLink,
    answer: InspectedLink,
    isOpen: true,
  },
  inspectRecorderLink: {
    method: 'POST',
    path: '/api/portal/account-links/inspect-recorder',
    body: InspectRecorderLink,
    answer: InspectedRecorderLink,
    isOpen: true,
  },
  redeemLink: {
    method: 'POST',
    path: '/api/portal/account-links/redeem',
    body: RedeemLink,
    answer: null,
    isOpen: true,
  },
});
