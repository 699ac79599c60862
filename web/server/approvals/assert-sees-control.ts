import { AppError } from '@workcompanion/core/errors';
import type { Right } from '../../contract/session.ts';
import { rightsOf } from '../auth/rights.ts';
import type { SignedInUser } from '../auth/user-context.ts';

/** One of them is enough: whoever could agree, and whoever is told of it. */
const RIGHTS: readonly Right[] = ['agree', 'audit'];

/** Throws `forbidden`. */
export function assertSeesControl({ roles }: SignedInUser): void {
  if (rightsOf(roles).some((right) => RIGHTS.includes(right))) return;
  throw new AppError('forbidden', 'Your account neither agrees to changes nor audits them.');
}
