import { z } from 'zod';

/** What an account of the portal may be. */
export const Role = z.enum(['admin', 'manager', 'compliance', 'auditor', 'employee']);
export type Role = z.infer<typeof Role>;

/** What can be lent beside a role. Each holds what it needs: who watches may also list. */
export const GrantedRight = z.enum(['list', 'watch', 'live', 'export']);
export type GrantedRight = z.infer<typeof GrantedRight>;

/** An investigation is told to the person at most so much later. */
export const MOST_UNDISCLOSED_DAYS = 90;

/** Why somebody watches, as it is said before. */
export const PurposeReason = z.enum([
  'security-incident',
  'complaint',
  'legal-request',
  'quality',
  'training',
  'technical-check',
  'other',
]);
export type PurposeReason = z.infer<typeof PurposeReason>;
