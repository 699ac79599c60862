import { isAppError } from '@workcompanion/core/errors';
import type { ServerContext } from '../../context.ts';
import { refuseSession } from '../refuse-session.ts';
import { admit } from './admit.ts';
import { CompanyClaims } from './company-provider.ts';

/** For next-auth: whether somebody whom the provider let in comes in here; told either way. */
export async function admitArrival(
  ctx: ServerContext,
  { profile, address }: { readonly profile: unknown; readonly address: string },
): Promise<boolean> {
  const { company } = ctx.config;
  const claims = CompanyClaims.safeParse(profile);
  if (company === null || !claims.success) return false;
  try {
    await admit(ctx, { company, claims: claims.data, address });
    return true;
  } catch (error) {
    const why = isAppError(error) ? error.code : 'internal';
    ctx.log.warn({ err: error, address }, 'company sign-in refused');
    const email = claims.data.email ?? '';
    await refuseSession(ctx, { email, user: null, address, why: `company: ${why}` });
    return false;
  }
}
