import { AppError } from '@workcompanion/core/errors';
import { grantsGiving, mayBeGranted } from '../auth/reach/granted-rights.ts';
import { readStanding } from '../auth/reach/read-standing.ts';
import { rightsOf } from '../auth/rights.ts';
import type { UserContext } from '../auth/user-context.ts';

type Asker = Pick<UserContext, 'db' | 'user' | 'now'>;

/** Whether the user may export some footage at least: by role, or lent. */
export async function mayExportSome(ctx: Asker): Promise<boolean> {
  if (rightsOf(ctx.user.roles).includes('export')) return true;
  if (!mayBeGranted(ctx.user.roles)) return false;
  const giving = grantsGiving('export');
  const { grants } = await readStanding(ctx);
  return grants.some(({ right }) => giving.includes(right));
}

/** Throws `forbidden`. */
export async function assertExportsSome(ctx: Asker): Promise<void> {
  if (await mayExportSome(ctx)) return;
  throw new AppError('forbidden', 'Your account does not hold the right "export" over anybody.');
}
