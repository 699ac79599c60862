import { isAppError } from '@workcompanion/core/errors';
import type { ServerContext } from '../../context.ts';
import type { Client } from '../begin-session.ts';
import { refuseSession } from '../refuse-session.ts';
import type { Entered } from '../sign-in.ts';
import { admit } from './admit.ts';
import { CompanyClaims } from './company-provider.ts';

/** For next-auth: the session of somebody whom the provider let in, or null; told either way. */
export async function admitArrival(
  ctx: ServerContext,
  { profile, client }: { readonly profile: unknown; readonly client: Client },
): Promise<Entered | null> {
  const { company } = ctx.config;
  const claims = CompanyClaims.safeParse(profile);
  if (company === null || !claims.success) return null;
  try {
    return await admit(ctx, { company, claims: claims.data, client });
  } catch (error) {
    const why = isAppError(error) ? error.code : 'internal';
    const { address } = client;
    ctx.log.warn({ err: error, address }, 'company sign-in refused');
    const email = claims.data.email ?? '';
    await refuseSession(ctx, { email, user: null, address, why: `company: ${why}` });
    return null;
  }
}
