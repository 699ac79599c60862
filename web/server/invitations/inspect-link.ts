import type { InspectedLink, InspectLink } from '../../contract/account-links.ts';
import type { ServerContext } from '../context.ts';
import { findOpenLink } from './find-open-link.ts';

/** Whose link it is, told to whoever bears it. Throws `not-found`. */
export async function inspectLink(
  ctx: ServerContext,
  { token }: InspectLink,
): Promise<InspectedLink> {
  const { purpose, user } = await findOpenLink(ctx.db, token, ctx.now());
  return { purpose, name: user.name, email: user.email };
}
